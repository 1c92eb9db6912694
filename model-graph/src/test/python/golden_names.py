"""Names and shapes of torchvision's variables, for VariableNamesTest.

    cd ../resources/org/densesiam/model/backbone && python ../../../../../python/golden_names.py

Ran with torchvision 0.23.0; writes resnet18.txt to resnet101.txt.
"""
import torchvision

for depth in (18, 34, 50, 101):
    network = getattr(torchvision.models, f"resnet{depth}")(weights=None)
    with open(f"resnet{depth}.txt", "w") as file:
        version = torchvision.__version__.split("+")[0]
        file.write(f"# Written by src/test/python/golden_names.py: state_dict() of torchvision {version}'s resnet{depth},\n")
        file.write("# without fc and num_batches_tracked. Name, then shape; kernels turned from OIHW to our HWIO.\n")
        for name, value in network.state_dict().items():
            if name.startswith("fc.") or name.endswith("num_batches_tracked"):
                continue
            shape = list(value.shape)
            if len(shape) == 4:
                shape = [shape[2], shape[3], shape[1], shape[0]]
            file.write(f"{name} {'x'.join(map(str, shape))}\n")
