package org.densesiam.trainer.cli;

import picocli.CommandLine.Command;

/** {@code densesiam import}: a command for each kind of source. */
@Command(
    name = "import",
    description = "Turns files into TFRecord shards, from which all other commands read.",
    subcommands = {
      ImportImagesCommand.class,
      ImportMasksCommand.class,
      ImportCocoStuffCommand.class
    },
    synopsisSubcommandLabel = "KIND",
    footerHeading = "%nExample:%n",
    footer = "  densesiam import images --from photos --to shards")
final class ImportCommand {}
