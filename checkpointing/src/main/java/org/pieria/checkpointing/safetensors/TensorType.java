package org.pieria.checkpointing.safetensors;

/**
 * The element types of the safetensors format that have whole bytes, by the names it gives them. Ours are written as F32
 * and I32.
 */
public enum TensorType {
    BOOL(1),
    U8(1),
    I8(1),
    F8_E5M2(1),
    F8_E4M3(1),
    F8_E8M0(1),
    F8_E5M2FNUZ(1),
    F8_E4M3FNUZ(1),
    I16(2),
    U16(2),
    F16(2),
    BF16(2),
    I32(4),
    U32(4),
    F32(4),
    I64(8),
    U64(8),
    F64(8),
    C64(8);

    private final int bytes;

    TensorType(int bytes) {
        this.bytes = bytes;
    }

    /** Size of one element. */
    public int bytes() {
        return bytes;
    }
}
