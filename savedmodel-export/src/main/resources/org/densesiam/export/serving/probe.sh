#!/bin/bash
# For Kubernetes' probes, inside of the server's container: bash probe.sh ready, or bash probe.sh alive.
#
# TensorFlow Serving answers 200 for a version that is still loading or has failed to, so an httpGet probe says little,
# and it has no gRPC health service. This asks for the state of the version labelled "stable" of every model in
# models.config. "ready": each is AVAILABLE. "alive": the server answers with some state.
port=${REST_PORT:-8501}

state() {
  {
    printf 'GET /v1/models/%s/labels/stable HTTP/1.0\r\nHost: localhost\r\n\r\n' "${1// /%20}" >&3
    sed -n 's/.*"state": *"\([A-Z]*\)".*/\1/p' <&3
  } 3<> "/dev/tcp/127.0.0.1/$port"
}

while IFS= read -r name; do
  found=$(state "$name")
  case ${1:-ready}/$found in
    ready/AVAILABLE | alive/?*) ;;
    *)
      echo "$name, stable: ${found:-no state}"
      exit 1
      ;;
  esac
done < <(sed -n 's/^ *name: "\(.*\)"$/\1/p' "$(dirname "${BASH_SOURCE[0]}")/models.config")
