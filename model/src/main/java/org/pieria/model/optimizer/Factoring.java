package org.pieria.model.optimizer;

import com.typesafe.config.Config;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * Which tensors keep their second moment as two factors, and along which dimensions.
 *
 * @param least matrices with a smaller side keep it whole
 */
record Factoring(int least, Dimensions dimensions) {

    /** The two dimensions that make a matrix; all others stack matrices. */
    enum Dimensions {
        /** The last two. */
        LAST,
        /** The two largest; of equal ones the later. */
        LARGEST
    }

    /**
     * The two dimensions.
     *
     * @param rows the earlier one
     * @param columns the later one
     */
    record Matrix(int rows, int columns) {

        int[] axes() {
            return new int[] {rows, columns};
        }
    }

    Factoring {
        Words.require(least >= 1, "adafactor.least-factored must be at least 1", least);
    }

    static Factoring from(Config section) {
        return new Factoring(section.getInt("least-factored"), Words.choice(section, "factored", Dimensions.class));
    }

    boolean factors(Shape shape) {
        if (shape.numDimensions() < 2) {
            return false;
        }
        Matrix matrix = matrix(shape);
        return shape.get(matrix.rows()) >= least && shape.get(matrix.columns()) >= least;
    }

    /** Of a tensor with at least two dimensions. */
    Matrix matrix(Shape shape) {
        int rank = shape.numDimensions();
        if (dimensions == Dimensions.LAST) {
            return new Matrix(rank - 2, rank - 1);
        }
        int largest = largest(shape, -1);
        int second = largest(shape, largest);
        return new Matrix(Math.min(largest, second), Math.max(largest, second));
    }

    /** The shape without one of its dimensions. */
    static Shape without(Shape shape, int axis) {
        return Shape.of(IntStream.range(0, shape.numDimensions())
                .filter(other -> other != axis)
                .mapToLong(shape::get)
                .toArray());
    }

    private static int largest(Shape shape, int except) {
        int largest = except == 0 ? 1 : 0;
        for (int axis = 0; axis < shape.numDimensions(); axis++) {
            largest = axis != except && shape.get(axis) >= shape.get(largest) ? axis : largest;
        }
        return largest;
    }
}
