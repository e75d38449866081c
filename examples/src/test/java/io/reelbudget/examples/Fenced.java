package io.reelbudget.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Blocks of code in pages. */
final class Fenced {

    private Fenced() {}

    /** Returns the lines of a page's n-th block in a language, from 1. */
    static List<String> block(Path page, String language, int number) throws IOException {
        List<String> lines = Files.readAllLines(page);
        int begin = 0;
        for (int found = 0; found < number; found++) {
            begin += lines.subList(begin, lines.size()).indexOf("```" + language) + 1;
        }
        return lines.subList(begin, begin + lines.subList(begin, lines.size()).indexOf("```"));
    }

    /** Returns code on one line: the formatter breaks lines after an opening bracket where pages do not. */
    static String normalised(String code) {
        return code.replaceAll("\\s+", " ").replace("( ", "(").strip();
    }
}
