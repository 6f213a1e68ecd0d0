package org.pieria.cluster.cli;

import java.io.PrintStream;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;

/**
 * Treats a typed caption as the data set's captions are: an empty one says nothing, one that is too long is cut.
 *
 * @param longest characters (code points)
 * @param warnings told when one is cut
 */
record CaptionLength(int longest, PrintStream warnings) {

    String usable(String caption) {
        if (caption.isBlank()) {
            throw new ExitException(
                    ExitCode.USAGE, "a caption is empty; say what is to be seen, such as \"a red heart\"");
        }
        int length = caption.codePointCount(0, caption.length());
        if (length <= longest) {
            return caption;
        }
        warnings.println("pieria: a caption has " + length + " characters; the first " + longest
                + " are used, as in training (data.max-caption-characters)");
        return caption.substring(0, caption.offsetByCodePoints(0, longest));
    }
}
