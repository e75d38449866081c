package io.reelbudget.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The bill of materials")
class BillOfMaterialsTest {

    /** What is built, but never published; and the list itself. */
    private static final Set<String> UNPUBLISHED = Set.of("budget-bom", "budget-bench", "budget-docs", "examples");

    private static final Pattern MODULE = Pattern.compile("<module>([a-z-]+)</module>");
    private static final Pattern ENTRY = Pattern.compile("<dependency>\\s*<groupId>io\\.reelbudget</groupId>\\s*"
            + "<artifactId>([a-z-]+)</artifactId>\\s*<version>\\$\\{project\\.version}</version>\\s*</dependency>");
    private static final Pattern VERSION = Pattern.compile("</artifactId>\\s*<version>([^<$]+)</version>");

    @Test
    void lists_each_published_module_once() throws IOException {
        List<String> published = found(MODULE, "../pom.xml").stream()
                .filter(module -> !UNPUBLISHED.contains(module) && !module.startsWith("examples/"))
                .toList();

        assertThat(published).hasSizeGreaterThan(10).contains("budget-sdk");
        assertThat(found(ENTRY, "../budget-bom/pom.xml")).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void has_the_version_of_what_it_lists() throws IOException {
        String version = found(VERSION, "../pom.xml").get(0);

        assertThat(found(VERSION, "../budget-bom/pom.xml").get(0)).isEqualTo(version);
    }

    @Test
    void brings_nothing_but_versions() throws IOException {
        assertThat(Files.readString(Path.of("../budget-bom/pom.xml")))
                .doesNotContain("<parent>", "<repositories>", "<properties>", "<scope>", "<exclusion>")
                .containsOnlyOnce("<dependencyManagement>")
                .containsOnlyOnce("<dependencies>");
    }

    private static List<String> found(Pattern pattern, String file) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(Path.of(file)));
        return matcher.results().map((MatchResult each) -> each.group(1)).collect(Collectors.toList());
    }
}
