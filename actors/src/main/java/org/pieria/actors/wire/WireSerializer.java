package org.pieria.actors.wire;

import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.ByteBufferSerializer;
import akka.serialization.SerializerWithStringManifest;
import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.util.Pool;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns messages into bytes and back with Kryo, large ones deflated. Thread-safe. Akka creates it by its class name;
 * {@code akka-pieria.conf} binds it to {@link org.pieria.actors.Wire}. The manifest is the protocol's version: another one is
 * refused unread.
 */
public final class WireSerializer extends SerializerWithStringManifest implements ByteBufferSerializer {

    private static final int IDENTIFIER = 770_017;
    private static final int POOLED = 32;
    private static final int FIRST_BYTES = 4 << 10;
    private static final int MOST_BYTES = 8 << 20;
    private static final String ACTOR_REF = "akka.actor.typed.internal.adapter.ActorRefAdapter";

    private final ExtendedActorSystem system;
    private final Pool<Kryo> kryos = new Pool<>(true, false, POOLED) {
        @Override
        protected Kryo create() {
            return kryo();
        }
    };
    private final Pool<Output> outputs = new Pool<>(true, false, POOLED) {
        @Override
        protected Output create() {
            return new Output(FIRST_BYTES, MOST_BYTES);
        }
    };

    /** Made by Akka. */
    public WireSerializer(ExtendedActorSystem system) {
        this.system = system;
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return WireIds.PROTOCOL;
    }

    private Kryo kryo() {
        Kryo kryo = new Kryo();
        kryo.setRegistrationRequired(true);
        kryo.setReferences(false);
        kryo.setWarnUnregisteredClasses(false);
        ActorRefs references = new ActorRefs();
        kryo.addDefaultSerializer(ActorRef.class, references);
        kryo.register(ActorRef.class, references, 30);
        kryo.register(concreteReference(), references, 31);
        WireIds.all().forEach(kryo::register);
        return kryo;
    }

    private static Class<?> concreteReference() {
        try {
            return Class.forName(ACTOR_REF);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException("this Akka has no " + ACTOR_REF, missing);
        }
    }

    @Override
    public byte[] toBinary(Object message) {
        Kryo kryo = kryos.obtain();
        Output output = outputs.obtain();
        try {
            output.reset();
            kryo.writeClassAndObject(output, message);
            return Packing.pack(output);
        } finally {
            outputs.free(output);
            kryos.free(kryo);
        }
    }

    /** {@link java.nio.BufferOverflowException} tells Akka that the message is too large. */
    @Override
    public void toBinary(Object message, ByteBuffer buffer) {
        buffer.put(toBinary(message));
    }

    @Override
    public Object fromBinary(ByteBuffer buffer, String manifest) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return fromBinary(bytes, manifest);
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        if (!WireIds.PROTOCOL.equals(manifest)) {
            throw new IllegalArgumentException("a message of wire protocol " + manifest + " came, this process speaks "
                    + WireIds.PROTOCOL + "; run the same version everywhere");
        }
        Kryo kryo = kryos.obtain();
        try (Input input = Packing.unpack(bytes)) {
            return kryo.readClassAndObject(input);
        } finally {
            kryos.free(kryo);
        }
    }

    /** Not in the constructor: the resolver is an extension of a system that is still being built then. */
    private ActorRefResolver resolver() {
        return ActorRefResolver.get(Adapter.toTyped(system));
    }

    /** An actor reference travels as its address. */
    @SuppressWarnings("rawtypes")
    private final class ActorRefs extends Serializer<ActorRef> {

        ActorRefs() {
            super(true, true);
        }

        @Override
        @SuppressWarnings("unchecked")
        public void write(Kryo kryo, Output output, @Nullable ActorRef reference) {
            output.writeString(reference == null ? null : resolver().toSerializationFormat(reference));
        }

        @Override
        public @Nullable ActorRef read(Kryo kryo, Input input, Class<? extends ActorRef> type) {
            String address = input.readString();
            return address == null ? null : resolver().resolveActorRef(address);
        }
    }
}
