package org.densesiam.trainer.cli;

import picocli.CommandLine.Command;

/** {@code densesiam weights}: a command for each way of a network's weights. */
@Command(
    name = "weights",
    description = "Exchanges weights with PyTorch, by .safetensors files, and compares them.",
    subcommands = {
      WeightsImportCommand.class,
      WeightsExportCommand.class,
      WeightsCompareCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExample:%n",
    footer = "  densesiam weights export --run runs/first --to backbone.safetensors")
final class WeightsCommand {}
