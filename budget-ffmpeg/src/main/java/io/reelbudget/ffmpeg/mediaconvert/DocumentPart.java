package io.reelbudget.ffmpeg.mediaconvert;

import io.reelbudget.ffmpeg.JobDescriptionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One value of a document, with the path at which it stands, so that every complaint can name it. */
record DocumentPart(JsonNode node, String path) {

    private static final int MAX_DOCUMENT = 2 << 20;
    private static final int MAX_DEPTH = 40;
    private static final int MAX_TEXT = 64 << 10;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_DOCUMENT)
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_TEXT)
                            .maxNumberLength(40)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    static DocumentPart document(String json) {
        try {
            DocumentPart root = new DocumentPart(JSON.readTree(json), "$");
            if (!root.node.isObject()) {
                throw root.wrong("one object with Settings");
            }
            return root;
        } catch (JacksonException unreadable) {
            throw new JobDescriptionException(
                    "$",
                    "is no JSON that can be read (" + unreadable.getOriginalMessage()
                            + ") but must be a job document; correct it.");
        }
    }

    /** Returns a field that is there and is not null; MediaConvert writes nulls for what it leaves out. */
    Optional<DocumentPart> field(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull()
                ? Optional.empty()
                : Optional.of(new DocumentPart(value, path + "." + name));
    }

    DocumentPart required(String name) {
        return field(name)
                .orElseThrow(
                        () -> new JobDescriptionException(path + "." + name, "is missing but must be given; add it."));
    }

    boolean has(String name) {
        return field(name).isPresent();
    }

    /** Returns the values of a list, none where it is missing. */
    List<DocumentPart> list(String name) {
        Optional<DocumentPart> list = field(name);
        if (list.isEmpty()) {
            return List.of();
        }
        DocumentPart part = list.get();
        if (!part.node.isArray()) {
            throw part.wrong("a list");
        }
        List<DocumentPart> parts = new ArrayList<>();
        for (int i = 0; i < part.node.size(); i++) {
            DocumentPart each = new DocumentPart(part.node.get(i), part.path + "[" + i + "]");
            if (!each.node.isObject()) {
                throw each.wrong("an object");
            }
            parts.add(each);
        }
        return parts;
    }

    Optional<DocumentPart> object(String name) {
        Optional<DocumentPart> part = field(name);
        if (part.isPresent() && !part.get().node.isObject()) {
            throw part.get().wrong("an object");
        }
        return part;
    }

    Optional<String> text(String name) {
        return field(name).map(part -> {
            if (!part.node.isString()) {
                throw part.wrong("a text");
            }
            return part.node.stringValue();
        });
    }

    Optional<Long> wholeNumber(String name) {
        return field(name).map(part -> {
            if (!part.node.isIntegralNumber() || !part.node.canConvertToLong()) {
                throw part.wrong("a whole number");
            }
            return part.node.longValue();
        });
    }

    JobDescriptionException wrong(String must) {
        String told = node.toString();
        String shown = told.length() > 60 ? told.substring(0, 60) + "..." : told;
        return new JobDescriptionException(path, "was " + shown + " but must be " + must + "; correct it.");
    }
}
