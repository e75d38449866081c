package io.reelbudget.examples.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Holds pages to what is compiled and run: the examples, and tests of the modules that have pages. Blank space and
 * comments are the pages' own.
 */
@DisplayName("Java that pages show")
class SnippetsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern SNIPPET = Pattern.compile("^```java\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final List<String> SOURCES = List.of(
            "examples",
            "budget-console/src/test",
            "budget-micrometer/src/test",
            "budget-spring-boot-starter/src/test",
            "budget-store-jdbc/src/test",
            "budget-testkit/src/test",
            "budget-trainer/src/test");

    /** So few would mean that the pages were not found. */
    private static final int LEAST = 30;

    @Test
    void stands_in_code_that_is_compiled_and_run() throws IOException {
        List<String> code = new ArrayList<>();
        for (String source : SOURCES) {
            for (Path file : below(ROOT.resolve(source), ".java")) {
                code.add(bare(Files.readString(file)));
            }
        }
        List<String> missing = new ArrayList<>();
        int snippets = 0;
        for (Path page : pages()) {
            Matcher shown = SNIPPET.matcher(Files.readString(page));
            while (shown.find()) {
                snippets++;
                String snippet = bare(shown.group(1));
                if (code.stream().noneMatch(file -> file.contains(snippet))) {
                    missing.add(ROOT.relativize(page) + ":\n" + shown.group(1));
                }
            }
        }

        assertThat(snippets).isGreaterThanOrEqualTo(LEAST);
        assertThat(missing)
                .as("snippets of pages that stand in no program and no test")
                .isEmpty();
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(below(ROOT.resolve("docs"), ".md"));
        pages.add(ROOT.resolve("README.md"));
        return pages;
    }

    private static List<Path> below(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static String bare(String code) {
        return code.replaceAll("(?<!:)//[^\n]*", "").replaceAll("\\s+", "");
    }
}
