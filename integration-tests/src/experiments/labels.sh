#!/usr/bin/env bash
# What pre-training is worth where labels are few: mIoU of densesiam finetune after it began with random weights, and with
# backbones that were pre-trained without labels on the target's own photographs (image loss alone, which is SimSiam; pixel
# loss alone; both; all three) or on Tiny-ImageNet (all three). Mean, standard deviation over seeds of weights and labels.
#
#   integration-tests/src/experiments/labels.sh DATA WORK clothing|camvid [SEEDS] [EPOCHS]
#
# DATA holds clothing/{unlabelled,train,trainannot,val,valannot,classes.txt}, camvid/{train,trainannot,val,valannot} and
# tiny-imagenet/train; WORK is for everything that is made. Preset laptop of either job, ResNet-18 of half width, views of
# 96 px; SEEDS is 5; EPOCHS of pre-training, 40 unless given (as many images pass with Tiny-ImageNet); 250 steps of
# fine-tuning. Stopped, it goes on when started again. DENSESIAM names another launcher.
set -euo pipefail

data=$1 work=$2/$3 target=$3 seeds=${4:-5} epochs=${5:-40}
here=$(cd "$(dirname "$0")" && pwd)
densesiam=${DENSESIAM:-$here/../../../densesiam}
mkdir -p "$work/photographs"

run() { "$densesiam" "$@" --no-progress; }

case $target in
  clothing)
    classes=$data/clothing/classes.txt amounts="10 50 500"
    ln -sf "$(realpath "$data")"/clothing/{unlabelled,train}/* "$work/photographs/"
    ;;
  camvid)
    classes=$here/camvid-classes.txt amounts="4 37 367" # 1, 10 and 100 %
    ln -sf "$(realpath "$data")"/camvid/train/* "$work/photographs/"
    ;;
  *) echo "labels.sh: the third argument is clothing or camvid, not $target" >&2; exit 2 ;;
esac
run import images --from "$work/photographs" --to "$work/shards/photographs"
for split in train val; do
  run import masks --images "$data/$target/$split" --labels "$data/$target/${split}annot" --classes "$classes" \
    --to "$work/shards/$split"
done
photographs=$(find -L "$work/photographs" -type f | wc -l)

# pretrain NAME SHARDS EPOCHS [KEY=VALUE ..]
pretrain() {
  local name=$1 shards=$2 begin=(--preset laptop --set views.sizePx=96 --set run.epochs="$3" --set run.logEverySteps=10)
  shift 3
  for value in "$@"; do begin+=(--set "$value"); done
  [ ! -f "$work/runs/$name/config.yaml" ] || begin=(--resume)
  run pretrain "${begin[@]}" --data "$shards" --eval-data "$work/shards/val" --run "$work/runs/$name"
}
own=$work/shards/photographs
pretrain image "$own" "$epochs" model.pixel.weight=0 model.region.weight=0
pretrain pixel "$own" "$epochs" model.image.weight=0 model.region.weight=0
pretrain image+pixel "$own" "$epochs" model.region.weight=0
pretrain all "$own" "$epochs"
pretrain tiny-imagenet "$data/tiny-imagenet/train" $((epochs * photographs / 15000 + 1))

starts="random image pixel image+pixel all tiny-imagenet"
for labels in $amounts; do
  for start in $starts; do
    init=$work/runs/$start
    [ "$start" != random ] || init=none
    run finetune --preset laptop --repeat "$seeds" --labels "$labels" --init "$init" --data "$work/shards/train" \
      --eval-data "$work/shards/val" --run "$work/runs/$start-$labels" --set views.sizePx=96 \
      --set evaluation.sizePx=96 --set run.epochs=10 --set evaluation.everyEpochs=10 --set run.logEverySteps=10
  done
done
for start in $starts; do
  probe=(--run "$work/runs/$start")
  [ "$start" != random ] || probe=(--run "$work/runs/all" --random-weights)
  [ -d "$work/probes/$start" ] || run probe --task linear-seg "${probe[@]}" --data "$work/shards/train" \
    --eval-data "$work/shards/val" --size 96 --to "$work/probes/$start"
done

# shellcheck disable=SC2086
python3 "$here/table.py" "$work/runs" "$target" --rows $starts --columns $amounts --chart "$work/$target-labels.svg"
printf '\nLinear probe of frozen features, all labels\n'
for start in $starts; do
  printf '%-14s %s\n' "$start" "$(grep -h '^mIoU ' "$work/probes/$start"/*.txt)"
done
