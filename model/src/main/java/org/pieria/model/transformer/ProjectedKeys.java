package org.pieria.model.transformer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;

/**
 * A context of which each layer computes keys and values where it reads them, as training does.
 *
 * @param rows [batch * count, width]
 * @param bias [batch, 1, 1, count]
 */
record ProjectedKeys(Operand<TFloat32> rows, Operand<TFloat32> bias, int batch, int count)
        implements Keys, Keys.OfLayers {

    static ProjectedKeys of(Net net, Context context, int batch) {
        Operand<TFloat32> rows = net.reshape(context.keys(), -1, net.size().width());
        return new ProjectedKeys(rows, context.bias(net, batch), batch, context.count());
    }

    /** The same context, of other rows. */
    ProjectedKeys with(Operand<TFloat32> others) {
        return new ProjectedKeys(others, bias, batch, count);
    }

    @Override
    public Keys at(int layer) {
        return this;
    }

    @Override
    public Attention.Heads heads(Net net, Operand<TFloat32> query) {
        return known(net).heads(net, query);
    }

    /**
     * Keys and values of a layer, computed here.
     *
     * @param net the layer's cross-attention
     */
    KnownKeys known(Net net) {
        Size size = net.size();
        Operand<TFloat32> both = net.linear("key-value", rows, Weight.of(size.width(), 2 * size.width()));
        Operand<TFloat32> split = net.reshape(both, batch, count, 2, size.heads(), size.depth());
        List<Output<TFloat32>> two = // [batch, count, heads, depth] each
                net.tf().unstack(split, 2L, Unstack.axis(2L)).output();
        return new KnownKeys(batch, bias, net.transpose(two.get(0), 0, 2, 3, 1), net.transpose(two.get(1), 0, 2, 3, 1));
    }
}
