package org.pieria.worker.step;

import java.util.List;
import org.pieria.model.graph.Feed;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;

/**
 * A device-neutral function: the weights are resource arguments, everything else is fed, the results are returned.
 *
 * @param definition its body; the resource arguments come first, in the order of {@code variables}, then the feeds
 * @param variables the names of the variables it reads or assigns
 * @param feeds what is fed
 * @param results the types of its results
 */
record DeviceFunction(FunctionDef definition, List<String> variables, List<Feed> feeds, List<DataType> results) {

    DeviceFunction {
        variables = List.copyOf(variables);
        feeds = List.copyOf(feeds);
        results = List.copyOf(results);
    }

    /** The name of the call node: the function's own, and so of everything that is fed to it. */
    String name() {
        return definition.getSignature().getName();
    }
}
