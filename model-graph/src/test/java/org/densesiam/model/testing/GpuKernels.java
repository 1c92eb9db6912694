package org.densesiam.model.testing;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Which operations TensorFlow's CUDA build has GPU kernels for, by type: tells without a GPU
 * whether a graph can run on one.
 *
 * <p>The list is the registry of kernels itself, so nothing is excused by kind. Shape constants,
 * {@code NoOp} and integer arithmetic on shapes are on it: their GPU kernels work in host memory.
 * Strings and whatever reads files are not, and belong on the CPU by an explicit device. What is
 * pinned to the CPU is not looked at. The bodies of functions are not read either, so a call that
 * is not pinned to the CPU counts as missing.
 */
public final class GpuKernels {
  private static final String LIST = "gpu-kernels.txt";

  /** Types that one kernel takes, by attribute; what is not named is free. */
  private record Kernel(ImmutableMap<String, ImmutableSet<String>> types) {}

  private final ImmutableMap<String, ImmutableList<Kernel>> kernels;

  private GpuKernels(ImmutableMap<String, ImmutableList<Kernel>> kernels) {
    this.kernels = kernels;
  }

  /** The kernels of TensorFlow 2.18. */
  public static GpuKernels ofTensorFlow() {
    ImmutableMap.Builder<String, ImmutableList<Kernel>> kernels = ImmutableMap.builder();
    for (String line : lines()) {
      if (!line.startsWith("#")) {
        List<String> opAndKernels = Splitter.on(' ').limit(2).splitToList(line);
        String alternatives = opAndKernels.size() == 2 ? opAndKernels.get(1) : "";
        kernels.put(
            opAndKernels.get(0),
            Splitter.on('|')
                .splitToStream(alternatives)
                .map(GpuKernels::kernel)
                .collect(ImmutableList.toImmutableList()));
      }
    }
    return new GpuKernels(kernels.buildOrThrow());
  }

  private static List<String> lines() {
    try {
      return Resources.readLines(
          Resources.getResource(GpuKernels.class, LIST), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code T=float32,int32;U=float32}, or nothing. */
  private static Kernel kernel(String text) {
    ImmutableMap.Builder<String, ImmutableSet<String>> types = ImmutableMap.builder();
    Splitter.on(';')
        .omitEmptyStrings()
        .withKeyValueSeparator('=')
        .split(text)
        .forEach(
            (attribute, list) ->
                types.put(attribute, ImmutableSet.copyOf(Splitter.on(',').split(list))));
    return new Kernel(types.buildOrThrow());
  }

  /**
   * Operations of {@code graph} that are not pinned to the CPU and that a GPU has no kernel for:
   * {@code Unique "split/Unique": no GPU kernel for out_idx=int32, T=int64}. Empty where a GPU can
   * run all.
   */
  public ImmutableList<String> missingFor(GraphDef graph) {
    ImmutableSet<String> functions =
        graph.getLibrary().getFunctionList().stream()
            .map(function -> function.getSignature().getName())
            .collect(ImmutableSet.toImmutableSet());
    return graph.getNodeList().stream()
        .filter(node -> !isOnCpu(node))
        .filter(node -> !runsOnGpu(node) || calls(node, functions))
        .map(GpuKernels::complaint)
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * Variables that an operation pinned to the CPU takes there, since all operations on a variable
   * run on one device: {@code "a.weight" is taken to the CPU by "save/Read"}. Empty where the GPU
   * can hold all.
   */
  public static ImmutableList<String> variablesTakenToCpu(GraphDef graph) {
    ImmutableSet<String> variables =
        graph.getNodeList().stream()
            .filter(node -> node.getOp().equals("VarHandleOp"))
            .map(NodeDef::getName)
            .collect(ImmutableSet.toImmutableSet());
    ImmutableList.Builder<String> taken = ImmutableList.builder();
    for (NodeDef node : graph.getNodeList()) {
      if (isOnCpu(node)) {
        node.getInputList().stream()
            .filter(variables::contains)
            .forEach(
                v ->
                    taken.add("\"%s\" is taken to the CPU by \"%s\"".formatted(v, node.getName())));
      }
    }
    return taken.build();
  }

  private static boolean isOnCpu(NodeDef node) {
    return node.getDevice().toUpperCase(Locale.ROOT).contains("CPU");
  }

  private boolean runsOnGpu(NodeDef node) {
    return kernels.getOrDefault(node.getOp(), ImmutableList.of()).stream()
        .anyMatch(kernel -> takes(kernel, node));
  }

  private static boolean takes(Kernel kernel, NodeDef node) {
    return kernel.types.entrySet().stream()
        .allMatch(
            constraint -> {
              AttrValue attribute = node.getAttrMap().get(constraint.getKey());
              return attribute != null && constraint.getValue().containsAll(types(attribute));
            });
  }

  private static boolean calls(NodeDef node, ImmutableSet<String> functions) {
    return functions.contains(node.getOp())
        || node.getAttrMap().values().stream().anyMatch(AttrValue::hasFunc);
  }

  private static String complaint(NodeDef node) {
    ImmutableList.Builder<String> types = ImmutableList.builder();
    for (Map.Entry<String, AttrValue> attribute : node.getAttrMap().entrySet()) {
      ImmutableList<String> names = types(attribute.getValue());
      if (!names.isEmpty()) {
        types.add(attribute.getKey() + "=" + String.join(",", names));
      }
    }
    return String.format(
        "%s \"%s\": no GPU kernel for %s",
        node.getOp(), node.getName(), String.join(", ", types.build()));
  }

  /** The types that an attribute names, none if it is of another kind. */
  private static ImmutableList<String> types(AttrValue attribute) {
    return switch (attribute.getValueCase()) {
      case TYPE -> ImmutableList.of(name(attribute.getType()));
      case LIST ->
          attribute.getList().getTypeList().stream()
              .map(GpuKernels::name)
              .collect(ImmutableList.toImmutableList());
      default -> ImmutableList.of();
    };
  }

  /** As Python's {@code tf.DType.name} has it. */
  private static String name(DataType type) {
    return switch (type) {
      case DT_FLOAT -> "float32";
      case DT_DOUBLE -> "float64";
      case DT_HALF -> "float16";
      default -> type.name().substring("DT_".length()).toLowerCase(Locale.ROOT);
    };
  }
}
