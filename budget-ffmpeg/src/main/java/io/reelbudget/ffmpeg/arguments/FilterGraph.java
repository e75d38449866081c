package io.reelbudget.ffmpeg.arguments;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code -filter_complex} makes: pictures or sound by label. Where a filter has several inputs, the first says
 * size and rate, as overlays do.
 */
final class FilterGraph {

    private static final Pattern LABEL = Pattern.compile("\\[([^\\[\\]]{1,100})]");
    private static final Pattern INPUT = Pattern.compile("(\\d{1,4})(?::(.*))?");

    /** What flows at a label: pictures, or sound where empty. */
    record Flow(Optional<Picture> picture) {}

    private record Chain(List<String> inputs, List<String> filters, List<String> outputs) {}

    private final Map<String, Flow> flows = new HashMap<>();
    private final IntFunction<Picture> inputs;
    private final PictureFilters filters;

    private FilterGraph(IntFunction<Picture> inputs, PictureFilters filters) {
        this.inputs = inputs;
        this.filters = filters;
    }

    /**
     * Follows graphs from their inputs to their labels.
     *
     * @param inputs gives the pictures of an input by its number
     */
    static FilterGraph of(List<String> graphs, IntFunction<Picture> inputs, PictureFilters filters) {
        FilterGraph graph = new FilterGraph(inputs, filters);
        List<Chain> left = new ArrayList<>();
        for (String text : graphs) {
            for (String chain : Filter.split(text, ';')) {
                if (!chain.isBlank()) {
                    left.add(chain(chain.strip()));
                }
            }
        }
        // A chain may stand before the one that feeds it.
        boolean advanced = true;
        while (advanced && !left.isEmpty()) {
            advanced = left.removeIf(graph::follow);
        }
        return graph;
    }

    /** Returns what flows at a label, or empty where nothing does that comes from an input. */
    Optional<Flow> at(String label) {
        return Optional.ofNullable(flows.get(label));
    }

    private boolean follow(Chain chain) {
        List<Flow> known = new ArrayList<>();
        for (String label : chain.inputs()) {
            Optional<Flow> flow = input(label);
            if (flow.isEmpty()) {
                return false;
            }
            known.add(flow.get());
        }
        if (known.isEmpty()) {
            return true;
        }
        Flow first = known.get(0);
        Flow made = new Flow(first.picture().map(picture -> filters.apply(picture, chain.filters())));
        chain.outputs().forEach(label -> flows.put(label, made));
        return true;
    }

    private Optional<Flow> input(String label) {
        Flow inside = flows.get(label);
        if (inside != null) {
            return Optional.of(inside);
        }
        Matcher file = INPUT.matcher(label);
        if (!file.matches()) {
            return Optional.empty();
        }
        String streams = file.group(2) == null ? "v" : file.group(2);
        boolean sound = streams.startsWith("a");
        return Optional.of(
                new Flow(sound ? Optional.empty() : Optional.of(inputs.apply(Integer.parseInt(file.group(1))))));
    }

    private static Chain chain(String text) {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        List<String> filters = new ArrayList<>();
        List<String> parts = Filter.split(text, ',');
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i).strip();
            if (i == 0) {
                part = leading(part, inputs);
            }
            if (i == parts.size() - 1) {
                part = trailing(part, outputs);
            }
            filters.add(part);
        }
        return new Chain(inputs, filters, outputs);
    }

    private static String leading(String text, List<String> labels) {
        String rest = text;
        Matcher label = LABEL.matcher(rest);
        while (label.lookingAt()) {
            labels.add(label.group(1));
            rest = rest.substring(label.end()).strip();
            label = LABEL.matcher(rest);
        }
        return rest;
    }

    private static String trailing(String text, List<String> labels) {
        int at = text.indexOf('[');
        if (at < 0) {
            return text;
        }
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            labels.add(label.group(1));
        }
        return text.substring(0, at).strip();
    }
}
