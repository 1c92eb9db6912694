#!/usr/bin/env bash
# What pre-training is worth where labels are few: mIoU of densesiam finetune on the street-fashion photographs, from
# random weights and from a backbone pre-trained on the 1,094 photographs without labels; 10, 50 and all 500 labels,
# mean and standard deviation over seeds (of weights and of the labels drawn).
#
#   integration-tests/src/experiments/labels.sh DATA WORK [SEEDS]
#
# DATA holds clothing/{unlabelled,train,trainannot,val,valannot,classes.txt}; WORK is for everything that is made.
# Preset laptop of either job, ResNet-18 of half width, 128 px; 20 epochs of pre-training, 10 of 400 views each of
# fine-tuning. Stopped, it goes on when started again. DENSESIAM names another launcher.
set -euo pipefail

data=$1/clothing work=$2 seeds=${3:-3}
here=$(cd "$(dirname "$0")" && pwd)
densesiam=${DENSESIAM:-$here/../../../densesiam}
mkdir -p "$work"

run() { "$densesiam" "$@" --no-progress; }

run import images --from "$data/unlabelled" --to "$work/shards/unlabelled"
for split in train val; do
  run import masks --images "$data/$split" --labels "$data/${split}annot" --classes "$data/classes.txt" \
    --to "$work/shards/$split"
done
begin=(--preset laptop --set run.logEverySteps=10)
[ ! -f "$work/runs/pretrained/config.yaml" ] || begin=(--resume)
run pretrain "${begin[@]}" --data "$work/shards/unlabelled" --run "$work/runs/pretrained"

for labels in 10 50 500; do
  for start in none "$work/runs/pretrained"; do
    name=$(basename "$start")-$labels
    run finetune --preset laptop --repeat "$seeds" --labels $labels --init "$start" --data "$work/shards/train" \
      --eval-data "$work/shards/val" --run "$work/runs/$name" --set run.epochs=10 --set evaluation.everyEpochs=10 \
      --set run.logEverySteps=10 >"$work/$name.txt"
  done
done
for labels in 10 50 500; do
  for start in none pretrained; do
    printf '%4d labels, %-10s %s\n' $labels $start "$(sed -n 's/^after *//p' "$work/$start-$labels.txt")"
  done
done
