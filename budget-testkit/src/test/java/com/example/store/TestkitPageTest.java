package com.example.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page about the testkit")
class TestkitPageTest {

    private static final Path PAGE = Path.of("..", "docs", "testkit.md");
    private static final Path SOURCES = Path.of("src", "test", "java", "com", "example", "store");

    @Test
    void shows_tests_that_are_compiled_and_run() throws IOException {
        List<String> snippets = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(snippet -> snippet.group(1))
                .toList();

        assertThat(snippets).hasSize(2);
        assertThat(Files.readString(SOURCES.resolve("MyLedgerTest.java"))).endsWith(snippets.get(0));
        assertThat(Files.readString(SOURCES.resolve("MyHistoryTest.java"))).endsWith(snippets.get(1));
    }
}
