package org.pieria.worker.data;

/**
 * Resizes a square picture by averaging the area that each new pixel covers. In whole numbers: with both sides scaled to
 * their product, an old pixel is {@code to} units wide and a new one {@code from} units, and every overlap is exact.
 */
final class BoxFilter {

    private BoxFilter() {}

    /**
     * Changes the side of a picture.
     *
     * @param rgb [from, from, 3], bytes
     * @return [to, to, 3]; the argument itself when nothing changes
     */
    static byte[] resize(byte[] rgb, int from, int to) {
        if (from == to) {
            return rgb;
        }
        return average(sums(rgb, from, to), from, to);
    }

    /** Along the rows: [from, to, 3], every value the weighted sum of {@code from} units. */
    private static int[] sums(byte[] rgb, int from, int to) {
        int[] sums = new int[from * to * Pictures.CHANNELS];
        for (int y = 0; y < from; y++) {
            for (int x = 0; x < to; x++) {
                sum(rgb, new Span(x, from, to), y * from, (y * to + x) * Pictures.CHANNELS, sums);
            }
        }
        return sums;
    }

    private static void sum(byte[] rgb, Span span, int row, int at, int[] sums) {
        for (int i = span.first(); i <= span.last(); i++) {
            int weight = span.weight(i);
            for (int c = 0; c < Pictures.CHANNELS; c++) {
                sums[at + c] += weight * (rgb[(row + i) * Pictures.CHANNELS + c] & 0xFF);
            }
        }
    }

    /** Along the columns: [to, to, 3], rounded. */
    private static byte[] average(int[] sums, int from, int to) {
        byte[] result = new byte[to * to * Pictures.CHANNELS];
        long area = (long) from * from;
        int width = to * Pictures.CHANNELS;
        for (int y = 0; y < to; y++) {
            Span span = new Span(y, from, to);
            for (int i = 0; i < width; i++) {
                result[y * width + i] = (byte) ((column(sums, span, i, width) + area / 2) / area);
            }
        }
        return result;
    }

    private static long column(int[] sums, Span span, int column, int width) {
        long sum = 0;
        for (int i = span.first(); i <= span.last(); i++) {
            sum += (long) span.weight(i) * sums[i * width + column];
        }
        return sum;
    }

    /** Which old pixels a new one covers, and how much of each. */
    private record Span(int pixel, int from, int to) {

        long start() {
            return (long) pixel * from;
        }

        int first() {
            return (int) (start() / to);
        }

        int last() {
            return (int) ((start() + from - 1) / to);
        }

        int weight(int old) {
            long begin = Math.max(start(), (long) old * to);
            return (int) (Math.min(start() + from, (old + 1L) * to) - begin);
        }
    }
}
