package io.reelbudget.cli.terminal;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the place that text is printed to can show.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param width how many columns it has, {@value #NARROWEST} to {@value #WIDEST}
 * @param colouring whether it shows colours
 * @param charset what standard output is encoded in
 */
public record Terminal(int width, Colouring colouring, Charset charset) {

    /** The width where nobody says another. */
    public static final int DEFAULT_WIDTH = 120;

    static final int NARROWEST = 20;
    static final int WIDEST = 1000;

    /** Whether colours are shown. */
    public enum Colouring {
        /** Tones are left out. */
        PLAIN,
        /** Tones become ANSI codes. */
        ANSI
    }

    /** Whether a person sees what is printed. */
    enum Output {
        SCREEN,
        ELSEWHERE
    }

    public Terminal {
        if (width < NARROWEST || width > WIDEST) {
            throw new IllegalArgumentException("Terminal's width was " + width + " but must be " + NARROWEST + " to "
                    + WIDEST + " columns; limit it first.");
        }
    }

    /**
     * Returns what this process prints to. Colours are shown where standard input and output are both a terminal,
     * {@code TERM} names one that is not {@code dumb}, and {@code NO_COLOR} is not set or empty (no-color.org). The
     * width is that of {@code COLUMNS}, limited to 20 to 1000, or {@value #DEFAULT_WIDTH}.
     */
    public static Terminal detect() {
        return of(System.getenv(), isConsole() ? Output.SCREEN : Output.ELSEWHERE, charsetOfOutput());
    }

    static Terminal of(Map<String, String> environment, Output output, Charset charset) {
        String term = environment.getOrDefault("TERM", "");
        boolean colours = output == Output.SCREEN
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !term.isEmpty()
                && !term.equals("dumb");
        return new Terminal(
                widthFrom(environment.getOrDefault("COLUMNS", "")),
                colours ? Colouring.ANSI : Colouring.PLAIN,
                charset);
    }

    /** Returns a text in a tone, or as it is where there are no colours. Does not look into the text. */
    public String toned(String text, Tone tone) {
        return colouring == Colouring.ANSI ? tone.around(text) : text;
    }

    /** Returns what stands for text that was cut off, in characters that standard output has. */
    String ellipsis() {
        return orElse("…", "...");
    }

    /** Returns what rules are drawn with, in characters that standard output has. */
    String rule() {
        return orElse("─", "-");
    }

    /** Returns a text, or what stands for it where standard output lacks any of its characters. */
    public String orElse(String preferred, String ascii) {
        return charset.canEncode() && charset.newEncoder().canEncode(preferred) ? preferred : ascii;
    }

    private static int widthFrom(String columns) {
        if (!columns.matches("[0-9]{1,9}")) {
            return DEFAULT_WIDTH;
        }
        int width = Integer.parseInt(columns);
        return width == 0 ? DEFAULT_WIDTH : Math.min(WIDEST, Math.max(NARROWEST, width));
    }

    /**
     * Since JDK 22 there is a console even where output goes to a file, but it can be asked; before, it could not be
     * asked, but there was none.
     */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException beforeJdk22) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException noAnswer) {
            return false;
        }
    }

    /** Standard output's own charset: named by JDK 19 and later, by JDK 17 on a terminal only, else the default. */
    private static Charset charsetOfOutput() {
        return Stream.of("stdout.encoding", "sun.stdout.encoding")
                .flatMap(name -> Optional.ofNullable(System.getProperty(name)).stream())
                .flatMap(name -> charsetNamed(name).stream())
                .findFirst()
                .orElseGet(Charset::defaultCharset);
    }

    private static Optional<Charset> charsetNamed(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }
}
