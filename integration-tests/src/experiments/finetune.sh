#!/usr/bin/env bash
# Supervised segmentation on CamVid, ours beside the same network in PyTorch: same views, rate and epochs, random
# weights, 3 seeds each; mean and standard deviation of mIoU and accuracy on the 101 held-out images.
#
#   integration-tests/src/experiments/finetune.sh DATA WORK [EPOCHS]
#
# DATA holds camvid/{train,trainannot,val,valannot}; WORK is for everything that is made; preset camvid, 15 epochs.
# Needs the Python environment that the tests use. Stopped, it goes on when started again.
set -euo pipefail

data=$1 work=$2 epochs=${3:-15}
here=$(cd "$(dirname "$0")" && pwd)
densesiam=$here/../../../densesiam
python=${DENSESIAM_PYTHON:-$HOME/.cache/densesiam/python/bin/python}
mkdir -p "$work"

for split in train val; do
  "$densesiam" import masks --images "$data/camvid/$split" --labels "$data/camvid/${split}annot" \
    --classes "$here/camvid-classes.txt" --to "$work/shards/$split" --no-progress
done
"$densesiam" finetune --preset camvid --data "$work/shards/train" --eval-data "$work/shards/val" --repeat 3 \
  --run "$work/runs/ours" --set run.epochs="$epochs" --no-progress | tee "$work/ours.txt"
for seed in 1 2 3; do
  [ -s "$work/torch-$seed.txt" ] ||
    "$python" "$here/../test/resources/python/finetune_torch.py" "$data/camvid" "$epochs" $seed >"$work/torch-$seed.txt"
done
grep '^after' "$work/ours.txt" | sed 's/^after/ours /'
cat "$work"/torch-*.txt | "$python" -c '
import statistics, sys
rows = [line.split() for line in sys.stdin]
for name in ("mIoU", "accuracy"):
    values = [float(row[row.index(name) + 1]) for row in rows]
    print(f"PyTorch {name} {statistics.mean(values):.1f} +- {statistics.stdev(values):.1f} ({len(values)} seeds)")'
