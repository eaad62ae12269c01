package dev.rehearsal.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.util.Arrays;
import java.util.Base64;

/** Namespaces and Secrets that kubectl makes without a file: it sends them in protobuf. Only the fields in use are read. */
final class Protobuf {
    private static final byte[] MAGIC = {'k', '8', 's', 0};

    private Protobuf() {
    }

    static boolean is(byte[] body) {
        return body.length > MAGIC.length && Arrays.equals(body, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /** The numbers are those of generated.proto of Kubernetes' runtime, meta/v1 and core/v1. */
    static ObjectNode json(byte[] body) throws InvalidProtocolBufferException {
        ByteString message = ByteString.copyFrom(body, MAGIC.length, body.length - MAGIC.length);
        ByteString type = field(message, 1);
        ByteString object = field(message, 2);
        ByteString metadata = field(object, 1);
        ObjectNode json = new ObjectMapper().createObjectNode().put("apiVersion", field(type, 1).toStringUtf8())
                .put("kind", field(type, 2).toStringUtf8());
        json.putObject("metadata").put("name", field(metadata, 1).toStringUtf8());
        if (json.path("kind").asText().equals("Secret")) {
            for (ByteString entry : UnknownFieldSet.parseFrom(object).getField(2).getLengthDelimitedList()) {
                String value = Base64.getEncoder().encodeToString(field(entry, 2).toByteArray());
                json.withObject("/data").put(field(entry, 1).toStringUtf8(), value);
            }
        }
        return json;
    }

    private static ByteString field(ByteString message, int number) throws InvalidProtocolBufferException {
        return UnknownFieldSet.parseFrom(message).getField(number).getLengthDelimitedList().get(0);
    }
}
