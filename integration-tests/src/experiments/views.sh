#!/usr/bin/env bash
# What a view is made of, and what unsupervised segmentation makes of it: CamVid, random weights, mean and deviation
# over seeds, judged on the 101 images of val and on the 367 that it learned from, whose labels it never saw.
#
#   integration-tests/src/experiments/views.sh DATA WORK [WIDTH] [SEEDS]
#
# DATA holds camvid/{train,trainannot,val,valannot}; WORK is for everything that is made. WIDTH is the network's, 32
# (half the published one) unless given; SEEDS is 3. One factor at a time: the colour's place (view, square), the blur
# (sigma to 2 px of a view of 128, or to 1.8 px of a square of 256, as the released code would have it), whole numbers.
# Stopped, it goes on when started again. A run of half width takes 4 to 5 minutes of one core.
set -euo pipefail

data=$1 work=$2 width=${3:-32} seeds=${4:-3}
here=$(cd "$(dirname "$0")" && pwd)
densesiam=$here/../../../densesiam
mkdir -p "$work"

run() { "$densesiam" "$@" --no-progress; }

run import images --from "$data/camvid/train" --to "$work/shards/train"
for split in train val; do # the labelled training images only judge
  run import masks --images "$data/camvid/$split" --labels "$data/camvid/${split}annot" \
    --classes "$here/camvid-classes.txt" --to "$work/shards/labelled/$split"
done

segment() {
  local name=$1
  shift
  run segment --preset coco-stuff-resnet18 --repeat "$seeds" --data "$work/shards/train" \
    --eval-data "$work/shards/labelled/val" --run "$work/runs/$name" --set model.categories.count=11 \
    --set model.backbone.width="$width" --set model.decoderChannels=$((2 * width)) \
    --set model.headWidth=$((2 * width)) --set model.region.width=$((2 * width)) \
    --set views.sizePx=128 --set evaluation.sizePx=128 --set data.batchSize=16 \
    --set optimizer.baseLearningRate=0.32 --set run.epochs=15 --set evaluation.everyEpochs=3 "$@"
  for seed in $(seq "$seeds"); do
    run evaluate --run "$work/runs/$name/seed-$seed" --eval-data "$work/shards/labelled/train" \
      >"$work/runs/$name/seed-$seed-train.txt"
  done
}
strong=(--set colour.blurSigmaMin=0.1 --set colour.blurSigmaMax=2 --set colour.blurReferencePx=128)
released=(--set colour.blurSigmaMin=0.01 --set colour.blurSigmaMax=1.8 --set colour.blurReferencePx=256)
segment view-strong --set views.colourPlace=view "${strong[@]}"
segment view-released --set views.colourPlace=view "${released[@]}"
segment square-strong --set views.colourPlace=square "${strong[@]}"
segment square-released --set views.colourPlace=square "${released[@]}"
segment square-released-bytes --set views.colourPlace=square "${released[@]}" --set colour.values=bytes

for name in view-strong view-released square-strong square-released square-released-bytes; do
  printf '\n%s\n' "$name"
  cat "$work/runs/$name/seeds.json"
  printf 'On the training images: '
  grep -h '^mIoU  \|^Accuracy  ' "$work/runs/$name"/seed-*-train.txt | tr -s ' ' | paste -sd ' '
done
