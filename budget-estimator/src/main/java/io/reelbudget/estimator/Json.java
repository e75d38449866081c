package io.reelbudget.estimator;

import com.fasterxml.jackson.annotation.Nulls;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Strict JSON: unknown, missing, repeated and null fields are errors, and so is a document that is far too large. */
final class Json {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_TEXT = 64 << 10;
    private static final int MAX_NUMBER = 32;
    private static final int MAX_DOCUMENT = 4 << 20;

    static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_TEXT)
                            .maxNumberLength(MAX_NUMBER)
                            .maxDocumentLength(MAX_DOCUMENT)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    static final JsonMapper COMPACT =
            STRICT.rebuild().disable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    /**
     * Reads a value, which must not be {@code null}.
     *
     * @throws JacksonException if it is not as the type says
     */
    static <T> T read(String json, TypeReference<T> type) {
        T value = STRICT.readValue(json, type);
        if (value == null) {
            throw new StreamReadException(null, "it is null");
        }
        return value;
    }
}
