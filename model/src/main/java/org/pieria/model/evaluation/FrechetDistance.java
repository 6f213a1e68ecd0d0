package org.pieria.model.evaluation;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The Fréchet distance between two Gaussians with the moments of two sets of features (Dowson and Landau 1982; Heusel et
 * al. 2017): |m1 - m2|² + Tr(S1 + S2 - 2 (S1 S2)^1/2). It is biased upwards for few images, so only figures over equal
 * numbers of images may be compared.
 */
public final class FrechetDistance {

    private FrechetDistance() {}

    /**
     * The distance, at least 0.
     *
     * @param first over at least 2 vectors
     * @param second over at least 2 vectors of the same width
     */
    public static double between(FeatureMoments first, FeatureMoments second) {
        int width = first.width();
        Rules.require(second.width() == width, "both sets must have features of width " + width, second.width());
        double squares = squaredDistance(first.mean(), second.mean());
        DMatrixRMaj left = matrix(first);
        DMatrixRMaj right = matrix(second);
        double traces = CommonOps_DDRM.trace(left) + CommonOps_DDRM.trace(right);
        // Rounding may leave a tiny negative remainder where both sets are equal.
        return Math.max(0, squares + traces - 2 * traceOfRoot(left, right));
    }

    private static double squaredDistance(double[] first, double[] second) {
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            double difference = first[i] - second[i];
            sum += difference * difference;
        }
        return sum;
    }

    private static DMatrixRMaj matrix(FeatureMoments moments) {
        return DMatrixRMaj.wrap(moments.width(), moments.width(), moments.covariance());
    }

    /**
     * Tr (S1 S2)^1/2. S1 S2 has the eigenvalues of the symmetric S1^1/2 S2 S1^1/2, whose roots are real without any
     * tolerance; singular covariances, which fewer images than features give, need no offset.
     */
    private static double traceOfRoot(DMatrixRMaj first, DMatrixRMaj second) {
        DMatrixRMaj root = root(first);
        DMatrixRMaj half = new DMatrixRMaj(first.numRows, first.numCols);
        CommonOps_DDRM.mult(root, second, half);
        DMatrixRMaj product = new DMatrixRMaj(first.numRows, first.numCols);
        CommonOps_DDRM.mult(half, root, product);
        EigenDecomposition_F64<DMatrixRMaj> eigen = decompose(symmetric(product), false);
        double sum = 0;
        for (int i = 0; i < product.numRows; i++) {
            sum += rootOf(eigen, i);
        }
        return sum;
    }

    /** V diag(sqrt(eigenvalues)) V', from V scaled by the fourth roots. */
    private static DMatrixRMaj root(DMatrixRMaj matrix) {
        int size = matrix.numRows;
        EigenDecomposition_F64<DMatrixRMaj> eigen = decompose(matrix.copy(), true);
        DMatrixRMaj scaled = new DMatrixRMaj(size, size);
        for (int column = 0; column < size; column++) {
            double factor = Math.sqrt(rootOf(eigen, column));
            DMatrixRMaj vector = eigen.getEigenVector(column);
            for (int row = 0; row < size; row++) {
                scaled.unsafe_set(row, column, factor * vector.get(row));
            }
        }
        DMatrixRMaj root = new DMatrixRMaj(size, size);
        CommonOps_DDRM.multTransB(scaled, scaled, root);
        return root;
    }

    private static EigenDecomposition_F64<DMatrixRMaj> decompose(DMatrixRMaj symmetric, boolean vectors) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(symmetric.numRows, vectors, true);
        if (!eigen.decompose(symmetric)) {
            throw new IllegalStateException(
                    "the eigenvalues of a covariance of " + symmetric.numRows + " features do not converge");
        }
        return eigen;
    }

    /** A covariance has no negative eigenvalues but by rounding. */
    private static double rootOf(EigenDecomposition_F64<DMatrixRMaj> eigen, int index) {
        return Math.sqrt(Math.max(0, eigen.getEigenvalue(index).getReal()));
    }

    /** Rounding makes the product of three matrices symmetric only nearly. */
    private static DMatrixRMaj symmetric(DMatrixRMaj matrix) {
        DMatrixRMaj transposed = new DMatrixRMaj(matrix.numCols, matrix.numRows);
        CommonOps_DDRM.transpose(matrix, transposed);
        CommonOps_DDRM.add(0.5, matrix, 0.5, transposed, matrix);
        return matrix;
    }
}
