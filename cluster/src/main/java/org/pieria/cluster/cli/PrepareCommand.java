package org.pieria.cluster.cli;

import picocli.CommandLine.Command;

/** {@code pieria data prepare}: brings known data sets into the form that training reads. */
@Command(name = "prepare", description = "Writes a known data set as WebDataset shards.")
final class PrepareCommand extends Group {}
