package io.reelbudget.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;

/** The words that an option takes, as help and completion show them: an enum's constants in small letters. */
public abstract class OptionWords extends ArrayList<String> {

    private static final long serialVersionUID = 1L;

    protected OptionWords(Class<? extends Enum<?>> type) {
        super(Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList());
    }
}
