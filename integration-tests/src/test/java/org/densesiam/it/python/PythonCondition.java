package org.densesiam.it.python;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** See {@link NeedsPython}. */
final class PythonCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Python.find().isPresent() || Boolean.parseBoolean(System.getenv("CI"))) {
      return ConditionEvaluationResult.enabled("with Python"); // in CI it must be there
    }
    if (context.getTestMethod().isEmpty()) { // once a class
      System.out.printf(
          "Not run: %s, the meeting with Python, for want of %s; .ci/run makes it, or name another"
              + " by DENSESIAM_PYTHON%n",
          context.getRequiredTestClass().getSimpleName(), Python.place());
    }
    return ConditionEvaluationResult.disabled("no Python at " + Python.place());
  }
}
