package org.pieria.cluster.cli;

import picocli.CommandLine.Command;

/** {@code pieria}. */
@Command(
        name = "pieria",
        description = "Trains the text-to-image model Muse on many hosts, or on this one.",
        footerHeading = "%nFirst steps:%n",
        footer = {
            "  pieria demo                                         everything, on this machine",
            "  pieria train tiny --dir runs/tiny --workers 2       a run of about a minute",
            "  pieria status                                       how it stands",
            "  pieria generate \"a red heart\" --dir runs/demo --out heart.png",
            "  pieria config demo                                  every key, its value and origin"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a defect in Pieria",
            "2:wrong usage",
            "3:the run failed",
            "69:this machine is not ready: memory, disk, shared memory, port in use",
            "75:the cluster does not answer; trying again may help",
            "78:wrong configuration, or the run directory belongs to another contract",
            "130:interrupted by Ctrl-C; a checkpoint is saved",
            "143:ended by SIGTERM; a checkpoint is saved"
        })
final class PieriaCommand extends Group {}
