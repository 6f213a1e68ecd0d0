package org.pieria.worker.step;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * Turns a graph into a function definition: placeholders become arguments, chosen outputs become results. Needed because
 * the public function API takes no resource arguments, and the weights are exactly those.
 */
final class FunctionBody {

    private static final Map<String, OpDef> OPS = TensorFlow.registeredOpList().getOpList().stream()
            .collect(Collectors.toUnmodifiableMap(OpDef::getName, op -> op));

    private final Map<String, NodeDef> nodes = new HashMap<>();
    private final Set<String> arguments = new HashSet<>();

    private FunctionBody(GraphDef graph, List<Output<?>> inputs) {
        graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
        inputs.forEach(input -> arguments.add(input.op().name()));
    }

    /**
     * The function of this graph.
     *
     * @param inputs placeholders, in the order of the arguments; every placeholder of the graph must be among them
     * @param outputs the results, in order
     */
    static FunctionDef of(Graph graph, String name, List<Output<?>> inputs, List<Output<?>> outputs) {
        GraphDef definition = graph.toGraphDef();
        FunctionBody body = new FunctionBody(definition, inputs);
        FunctionDef.Builder function = FunctionDef.newBuilder();
        OpDef.Builder signature = OpDef.newBuilder().setName(name).setIsStateful(true);
        inputs.forEach(input -> signature.addInputArg(body.argument(input)));
        definition.getNodeList().stream()
                .filter(node -> !body.arguments.contains(node.getName()))
                .forEach(node -> function.addNodeDef(body.inside(node)));
        for (int i = 0; i < outputs.size(); i++) {
            Output<?> output = outputs.get(i);
            signature.addOutputArg(
                    OpDef.ArgDef.newBuilder().setName("result" + i).setType(output.dataType()));
            function.putRet("result" + i, body.outputName(output.op().name(), output.index()));
        }
        return function.setSignature(signature).build();
    }

    private OpDef.ArgDef argument(Output<?> input) {
        NodeDef node = node(input.op().name());
        return OpDef.ArgDef.newBuilder()
                .setName(node.getName())
                .setType(node.getAttrOrThrow("dtype").getType())
                .build();
    }

    private NodeDef inside(NodeDef node) {
        NodeDef.Builder copy = node.toBuilder().clearInput();
        node.getInputList().stream()
                .filter(input -> !input.startsWith("^") || !arguments.contains(input.substring(1)))
                .forEach(input -> copy.addInput(inputName(input)));
        return copy.build();
    }

    private String inputName(String input) {
        if (input.startsWith("^")) {
            return input;
        }
        int colon = input.lastIndexOf(':');
        String producer = colon < 0 ? input : input.substring(0, colon);
        int index = colon < 0 ? 0 : Integer.parseInt(input.substring(colon + 1));
        return arguments.contains(producer) ? producer : outputName(producer, index);
    }

    /** {@code node:outputArgument:index}, the way function bodies name outputs. */
    private String outputName(String producer, int index) {
        NodeDef node = node(producer);
        int base = 0;
        for (OpDef.ArgDef output : operation(node).getOutputArgList()) {
            int width = width(node, output);
            if (index < base + width) {
                return producer + ":" + output.getName() + ":" + (index - base);
            }
            base += width;
        }
        throw new IllegalStateException(producer + " has no output " + index);
    }

    private static int width(NodeDef node, OpDef.ArgDef output) {
        if (!output.getNumberAttr().isEmpty()) {
            return (int) node.getAttrOrThrow(output.getNumberAttr()).getI();
        }
        if (!output.getTypeListAttr().isEmpty()) {
            return node.getAttrOrThrow(output.getTypeListAttr()).getList().getTypeCount();
        }
        return 1;
    }

    private NodeDef node(String name) {
        NodeDef node = nodes.get(name);
        if (node == null) {
            throw new IllegalStateException("the graph has no node " + name);
        }
        return node;
    }

    private static OpDef operation(NodeDef node) {
        OpDef operation = OPS.get(node.getOp());
        if (operation == null) {
            throw new IllegalStateException("unknown operation " + node.getOp() + " of node " + node.getName());
        }
        return operation;
    }
}
