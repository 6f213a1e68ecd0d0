package org.pieria.worker.data;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * Writes RGB pictures as PNG without compressing. What a deflater makes of the same pixels differs between JDKs; here the
 * bytes depend on the pixels alone, so hosts that prepare the demonstration set each for themselves get equal shards.
 */
final class StoredPng {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int EIGHT_BIT_RGB = 0x0802;
    private static final int ZLIB_HEADER = 0x7801;
    private static final int MAX_BLOCK = 0xFFFF;

    private StoredPng() {}

    /**
     * Makes a PNG file.
     *
     * @param rgb [side, side, 3], bytes
     * @return the file
     */
    static byte[] encode(byte[] rgb, int side) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(rgb.length + 256);
        try (DataOutputStream png = new DataOutputStream(bytes)) {
            png.write(SIGNATURE);
            chunk(png, "IHDR", header(side));
            chunk(png, "IDAT", zlib(rows(rgb, side)));
            chunk(png, "IEND", new byte[0]);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream png, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        png.writeInt(data.length);
        png.write(name);
        png.write(data);
        png.writeInt((int) crc.getValue());
    }

    private static byte[] header(int side) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(bytes);
        header.writeInt(side);
        header.writeInt(side);
        header.writeShort(EIGHT_BIT_RGB);
        header.write(new byte[3]); // deflate, filters per row, not interlaced
        return bytes.toByteArray();
    }

    /** Every row begins with its filter, 0: none. */
    private static byte[] rows(byte[] rgb, int side) {
        int width = rgb.length / side;
        byte[] rows = new byte[side * (width + 1)];
        for (int y = 0; y < side; y++) {
            System.arraycopy(rgb, y * width, rows, y * (width + 1) + 1, width);
        }
        return rows;
    }

    private static byte[] zlib(byte[] data) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream zlib = new DataOutputStream(bytes);
        zlib.writeShort(ZLIB_HEADER);
        for (int from = 0; from < data.length; from += MAX_BLOCK) {
            block(zlib, data, from);
        }
        Adler32 sum = new Adler32();
        sum.update(data);
        zlib.writeInt((int) sum.getValue());
        return bytes.toByteArray();
    }

    /** A stored block: last or not, its length twice in little-endian order, its bytes. */
    private static void block(DataOutputStream zlib, byte[] data, int from) throws IOException {
        int length = Math.min(MAX_BLOCK, data.length - from);
        zlib.writeByte(from + length == data.length ? 1 : 0);
        zlib.writeShort(Short.reverseBytes((short) length));
        zlib.writeShort(Short.reverseBytes((short) ~length));
        zlib.write(data, from, length);
    }
}
