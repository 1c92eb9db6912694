package org.densesiam.model.weights;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.densesiam.data.OnCpu;
import org.densesiam.model.scope.Variable;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.Restore;
import org.tensorflow.op.train.Save;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/**
 * Writes variables to a checkpoint in TensorFlow's V2 format, and reads them back: {@code
 * prefix.index} and {@code prefix.data-00000-of-00001}, readable by {@code
 * tf.train.load_checkpoint}.
 *
 * <p>Operations of our own, since {@link Session#save} writes nothing for resource variables,
 * without an error. The two files are not atomic: write to a folder of their own and rename it.
 *
 * <p>Files are the CPU's; reads and assignments are not pinned there. All operations on a variable
 * run on one device, so a single pinned one would take the variable and its every use along.
 */
public final class CheckpointOps {
  private final Placeholder<TString> filename; // scalar
  private final Op save;
  private final Op restore;

  /**
   * Adds the operations to a graph.
   *
   * @param variables what to write and read, under their names
   */
  public CheckpointOps(Ops tf, List<Variable> variables) {
    Ops near = tf.withSubScope("save");
    Ops cpu = OnCpu.of(near);
    String[] names = variables.stream().map(Variable::name).toArray(String[]::new);
    String[] wholeTensors = new String[names.length];
    Arrays.fill(wholeTensors, "");
    this.filename = cpu.withName("filename").placeholder(TString.class);
    this.save = save(near, cpu, filename, names, wholeTensors, variables);
    this.restore = restore(near, cpu, filename, names, wholeTensors, variables);
  }

  private static Op save(
      Ops near,
      Ops cpu,
      Operand<TString> filename,
      String[] names,
      String[] slices,
      List<Variable> variables) {
    List<Operand<?>> values = new ArrayList<>();
    for (Variable variable : variables) {
      values.add(near.readVariableOp(variable.handle(), TFloat32.class));
    }
    return Save.create(cpu.scope(), filename, cpu.array(names), cpu.array(slices), values);
  }

  private static Op restore(
      Ops near,
      Ops cpu,
      Operand<TString> filename,
      String[] names,
      String[] slices,
      List<Variable> variables) {
    Restore values =
        Restore.create(
            cpu.scope(),
            filename,
            cpu.array(names),
            cpu.array(slices),
            Collections.nCopies(names.length, TFloat32.class));
    ImmutableList.Builder<Op> assigns = ImmutableList.builder();
    for (int i = 0; i < names.length; i++) {
      Variable variable = variables.get(i);
      // A resource variable takes any shape: a checkpoint of another width would pass unseen.
      Operand<TFloat32> value =
          cpu.withName(variable.operationName())
              .ensureShape(values.tensors().get(i).expect(TFloat32.class), variable.shape());
      assigns.add(near.assignVariableOp(variable.handle(), value));
    }
    return near.withName("restore_all").withControlDependencies(assigns.build()).noOp();
  }

  /** Writes the variables' values to the files of {@code prefix}; its folder must exist. */
  public void save(Session session, Path prefix) {
    run(session, prefix, save);
  }

  /**
   * Sets the variables to the values in the files of {@code prefix}.
   *
   * @throws org.tensorflow.exceptions.TensorFlowException if a file or a variable is missing
   * @throws org.tensorflow.exceptions.TFInvalidArgumentException if a variable has another shape;
   *     variables may be half restored in either case
   */
  public void restore(Session session, Path prefix) {
    run(session, prefix, restore);
  }

  private void run(Session session, Path prefix, Op target) {
    try (TString name = TString.scalarOf(prefix.toString())) {
      session.runner().feed(filename, name).addTarget(target).run().close();
    }
  }
}
