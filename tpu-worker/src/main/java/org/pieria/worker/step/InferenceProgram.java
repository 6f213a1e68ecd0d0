package org.pieria.worker.step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pieria.model.graph.Parameter;
import org.pieria.model.graph.Parameters;
import org.pieria.model.graph.Placeholders;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.family.TType;

/** Forward passes over weights that do not change: evaluation, tokenising, decoding. Calls may come from several threads. */
public final class InferenceProgram implements AutoCloseable {

    private final DeviceProgram program;

    public InferenceProgram(EngineConfig config, List<Computation> computations) {
        Map<String, Variable> variables = new LinkedHashMap<>();
        List<DeviceFunction> functions = new ArrayList<>();
        computations.forEach(computation -> functions.add(function(computation, variables)));
        program = new DeviceProgram(
                config.device(), config.threadsPerSlice(), List.copyOf(variables.values()), functions);
    }

    /** Takes the weights that the computations read out of one or more states; one that is missing is an error. */
    public InferenceProgram load(Map<String, float[]> state) {
        program.assign(Variable.values(program.variables(), state));
        return this;
    }

    /** The results of a computation whose results are all float32. */
    public List<float[]> floats(String computation, Map<String, HostTensor> feeds) {
        return floats(computation, feeds, KeptResults.none());
    }

    /** The same, of a computation that is also fed what another one gave. */
    public List<float[]> floats(String computation, Map<String, HostTensor> feeds, KeptResults kept) {
        try (Result result = program.call(computation, feeds, kept)) {
            List<float[]> values = new ArrayList<>();
            for (int i = 0; i < result.size(); i++) {
                values.add(HostTensor.read((TType) result.get(i)));
            }
            return values;
        }
    }

    /**
     * The results of a computation, left where they are.
     *
     * @param names of the feeds that they will be, one for each result
     * @return the caller closes it
     */
    public KeptResults keep(String computation, List<String> names, Map<String, HostTensor> feeds) {
        return KeptResults.of(program.call(computation, feeds, KeptResults.none()), names);
    }

    /** The one result of a computation that gives int32. */
    public int[] ints(String computation, Map<String, HostTensor> feeds) {
        try (Result result = program.call(computation, feeds, KeptResults.none())) {
            return HostTensor.readInts((TType) result.get(0));
        }
    }

    private static DeviceFunction function(Computation computation, Map<String, Variable> variables) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Parameters parameters = Parameters.resources(tf);
            Placeholders fed = Placeholders.of(tf, computation.feeds());
            List<Output<?>> results = new ArrayList<>();
            for (Operand<? extends TType> result : computation.body().build(tf, parameters, fed.inputs())) {
                results.add(result.asOutput());
            }
            List<Output<?>> inputs = new ArrayList<>();
            for (Parameter parameter : parameters.all()) {
                inputs.add(parameter.resource());
                variables.putIfAbsent(parameter.name(), Variable.of(parameter));
            }
            inputs.addAll(fed.inOrder());
            return new DeviceFunction(
                    FunctionBody.of(graph, computation.name(), inputs, results),
                    parameters.all().stream().map(Parameter::name).toList(),
                    computation.feeds(),
                    results.stream().<DataType>map(Output::dataType).toList());
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
