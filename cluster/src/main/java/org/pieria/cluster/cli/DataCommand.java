package org.pieria.cluster.cli;

import picocli.CommandLine.Command;

/** {@code pieria data}. */
@Command(name = "data", description = "Prepares data sets.")
final class DataCommand extends Group {}
