package io.reelbudget.estimator;

import io.reelbudget.job.Content;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a model says of one encoder before its trees.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param views by what is known of the content; metadata always
 */
public record EncoderFormula(Map<ContentView, ViewFormula> views) {

    public EncoderFormula {
        views = Collections.unmodifiableMap(new EnumMap<>(views));
        if (!views.containsKey(ContentView.METADATA)) {
            throw new IllegalArgumentException("Formulas were for " + views.keySet() + " but must be for "
                    + ContentView.METADATA + ", too; train the model anew.");
        }
    }

    /** Returns the view that tells most of those that are known of a source's content. */
    public ContentView viewOf(Content content) {
        for (ContentView view : views.keySet()) {
            if (view.isKnownOf(content)) {
                return view;
            }
        }
        return ContentView.METADATA;
    }

    /** Returns a view's formula. */
    public ViewFormula view(ContentView view) {
        ViewFormula formula = views.get(view);
        if (formula == null) {
            throw new IllegalArgumentException(
                    "Formulas were for " + views.keySet() + " but " + view + " was asked for; ask for one of them.");
        }
        return formula;
    }
}
