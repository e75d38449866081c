package io.reelbudget.policy;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Why a decision is what it is.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param code the reason, for programs
 * @param sentence the reason, for an operator, in one sentence
 * @param numbers the figures behind it, by name
 * @param counterfactual under what other circumstances it would have been otherwise, in one sentence
 */
public record Explanation(ReasonCode code, String sentence, SortedMap<String, String> numbers, String counterfactual) {

    public Explanation {
        numbers = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, String>) numbers));
    }

    /** Returns the explanation of a host's own rule, without figures. */
    public static Explanation ofOwnRule(String sentence, String counterfactual) {
        return new Explanation(ReasonCode.OWN_RULE, sentence, new TreeMap<>(), counterfactual);
    }
}
