package org.densesiam.trainer.machine;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_CloseSession;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteGraph;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteSession;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteSessionOptions;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteStatus;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListMemoryBytes;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListName;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListType;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_GetCode;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_Message;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewGraph;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewSession;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewSessionOptions;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewStatus;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SessionListDevices;

import com.google.common.collect.ImmutableList;
import org.tensorflow.DeviceSpec;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;

/**
 * What TensorFlow can place an operation on.
 *
 * @param name such as {@code /job:localhost/replica:0/task:0/device:GPU:0}
 * @param type {@code CPU} or {@code GPU}
 * @param memoryBytes that TensorFlow may take; for a CPU a nominal figure
 */
public record Device(String name, String type, long memoryBytes) {
  private static final int OK = 0;

  /**
   * The devices a session sees. Reserves the memory of each GPU until the process ends, as every
   * first session does.
   *
   * <p>TensorFlow Java's {@code Session} does not tell; the C interface below it does.
   *
   * @throws IllegalStateException if TensorFlow cannot open a session
   */
  public static ImmutableList<Device> list() {
    TF_Status status = TF_NewStatus();
    TF_Graph graph = TF_NewGraph();
    TF_SessionOptions options = TF_NewSessionOptions();
    try {
      TF_Session session = TF_NewSession(graph, options, status);
      check(status);
      try {
        return listOf(session, status);
      } finally {
        TF_CloseSession(session, status);
        TF_DeleteSession(session, status);
      }
    } finally {
      TF_DeleteSessionOptions(options);
      TF_DeleteGraph(graph);
      TF_DeleteStatus(status);
    }
  }

  /** For operations that are to run on it. */
  public DeviceSpec spec() {
    return DeviceSpec.newBuilder()
        .deviceType(DeviceSpec.DeviceType.valueOf(type))
        .deviceIndex(Integer.parseInt(name.substring(name.lastIndexOf(':') + 1)))
        .build();
  }

  private static ImmutableList<Device> listOf(TF_Session session, TF_Status status) {
    TF_DeviceList devices = TF_SessionListDevices(session, status);
    check(status);
    try {
      ImmutableList.Builder<Device> list = ImmutableList.builder();
      for (int i = 0; i < TF_DeviceListCount(devices); i++) {
        list.add(
            new Device(
                TF_DeviceListName(devices, i, status).getString(),
                TF_DeviceListType(devices, i, status).getString(),
                TF_DeviceListMemoryBytes(devices, i, status)));
        check(status);
      }
      return list.build();
    } finally {
      TF_DeleteDeviceList(devices);
    }
  }

  private static void check(TF_Status status) {
    if (TF_GetCode(status) != OK) {
      throw new IllegalStateException(
          "TensorFlow cannot list its devices: " + TF_Message(status).getString());
    }
  }
}
