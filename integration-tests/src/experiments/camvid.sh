#!/usr/bin/env bash
# What unsupervised segmentation makes of CamVid, in one table, mean and deviation over 3 seeds: untrained;
# from random weights; from a backbone pre-trained here, and from one pre-trained without changes of colour; k-means on
# the first backbone's features.
#
#   integration-tests/src/experiments/camvid.sh DATA WORK
#
# DATA holds camvid/{train,val,valannot} and imagenet-sample/train; WORK is for everything that is made.
# Preset laptop of either job: ResNet-18 of half width, 128 px; 20 epochs each, 11 clusters for 11 classes.
# Stopped, it goes on when started again.
set -euo pipefail

data=$1 work=$2
seeds=3 epochs=20
here=$(cd "$(dirname "$0")" && pwd)
densesiam=$here/../../../densesiam
mkdir -p "$work"

run() { "$densesiam" "$@" --no-progress; }

# The 367 training images have labels, too; they are not imported.
run import images --from "$data/camvid/train" --to "$work/shards/train/camvid"
run import images --from "$data/imagenet-sample/train" --to "$work/shards/train/imagenet"
run import masks --images "$data/camvid/val" --labels "$data/camvid/valannot" \
  --classes "$here/camvid-classes.txt" --to "$work/shards/val"

pretrain() {
  local name=$1
  shift
  local begin=(--preset laptop --set run.epochs=$epochs --set run.logEverySteps=10 "$@")
  [ ! -f "$work/runs/$name/config.yaml" ] || begin=(--resume)
  run pretrain "${begin[@]}" --data "$work/shards/train/*/*.tfrecord*" --run "$work/runs/$name"
}
pretrain pretrain
pretrain pretrain-uncoloured --set colour.jitterProbability=0 --set colour.greyProbability=0 --set colour.blurProbability=0

segment() {
  local name=$1
  shift
  run segment --preset laptop --repeat $seeds --data "$work/shards/train/camvid" --eval-data "$work/shards/val" \
    --run "$work/runs/$name" --set model.categories.count=11 --set run.epochs=$epochs \
    --set run.logEverySteps=10 --set evaluation.everyEpochs=$epochs "$@"
}
segment random
segment pretrained --init "$work/runs/pretrain"
segment pretrained-uncoloured --init "$work/runs/pretrain-uncoloured"

for seed in $(seq $seeds); do
  run probe --task kmeans --run "$work/runs/pretrain" --data "$work/shards/train/camvid" \
    --eval-data "$work/shards/val" --size 128 --seed "$seed" --to "$work/runs/kmeans/seed-$seed"
done

# before = untrained, in the first of these
printf '\nrandom weights\n'
cat "$work/runs/random/seeds.json"
printf '\npre-trained backbone\n'
cat "$work/runs/pretrained/seeds.json"
printf '\npre-trained backbone that saw no changes of colour\n'
cat "$work/runs/pretrained-uncoloured/seeds.json"
printf '\nk-means\n'
grep -h "^mIoU \|^Accuracy\|^Purity" "$work"/runs/kmeans/seed-*/*.txt
