package io.reelbudget.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The documentation's pages")
class SiteTest {

    private static final Path ROOT = Path.of("..");

    @TempDir
    Path directory;

    @Nested
    @DisplayName("of this repository")
    class OfThisRepository {

        @Test
        void are_reached_from_the_contents_and_link_to_pages_that_are_there() throws IOException {
            int made = Site.make(ROOT, directory);

            assertThat(made).isGreaterThan(60);
            for (Path page : filesBelow(directory, ".html")) {
                Matcher links = Pattern.compile("(?:href|src)=\"([^\"#]*)(?:#[^\"]*)?\"")
                        .matcher(Files.readString(page));
                while (links.find()) {
                    String link = links.group(1);
                    if (!link.isEmpty() && !link.matches("[a-z]+:.*")) {
                        assertThat(page.resolveSibling(link).normalize())
                                .as("link of %s", page)
                                .exists();
                    }
                }
            }
        }

        @Test
        void leave_none_out() throws IOException {
            Site.make(ROOT, directory);

            List<String> made = filesBelow(directory.resolve("docs"), ".html").stream()
                    .map(page -> directory.relativize(page).toString().replaceFirst("\\.html$", ".md"))
                    .toList();
            List<String> written = filesBelow(ROOT.resolve("docs"), ".md").stream()
                    .map(page -> ROOT.relativize(page).toString())
                    .toList();
            assertThat(made).containsAll(written);
        }

        @Test
        void load_nothing_from_elsewhere_and_run_no_script() throws IOException {
            Site.make(ROOT, directory);

            for (Path page : filesBelow(directory, ".html")) {
                assertThat(Files.readString(page))
                        .doesNotContainIgnoringCase("<script")
                        .doesNotContainPattern("src=\"[a-z]+:");
            }
        }
    }

    private void write(String file, String text) throws IOException {
        Path page = directory.resolve(file);
        Files.createDirectories(page.getParent());
        Files.writeString(page, text);
    }

    @Test
    void show_what_they_say_as_text_and_tables() throws IOException {
        write("README.md", "# Home\n\n[all](docs/README.md) <b>bold</b>\n\n| a |\n|---|\n| `x<y` |\n");
        write("docs/README.md", "# Contents\n\n- [one](one.md#a-heading)\n");
        write("docs/one.md", "# One\n\n## A heading\n\n[source](../src/Main.java)\n");
        write("src/Main.java", "if (a < b) {}");

        Path site = directory.resolve("site");
        Site.make(directory, site);

        assertThat(site.resolve("index.html"))
                .content()
                .contains("<title>Home – Reelbudget</title>")
                .contains("&lt;b&gt;bold&lt;/b&gt;")
                .contains("<code>x&lt;y</code>")
                .contains("<a href=\"docs/one.html#a-heading\">one</a>");
        assertThat(site.resolve("src/Main.java.html")).content().contains("if (a &lt; b) {}");
    }

    @Test
    void are_not_made_with_a_link_that_leads_nowhere() throws IOException {
        write("README.md", "# Home\n\n[gone](docs/gone.md)\n");
        write("docs/README.md", "# Contents\n");

        assertThatThrownBy(() -> Site.make(directory, directory.resolve("site")))
                .isInstanceOf(BrokenLinkException.class)
                .hasMessage("Page README.md links to 'docs/gone.md' but its links must lead to a file that is there;"
                        + " correct the link.");
    }

    @Test
    void are_not_made_with_a_link_to_a_heading_that_is_gone() throws IOException {
        write("README.md", "# Home\n\n[all](docs/README.md#gone)\n");
        write("docs/README.md", "# Contents\n");

        assertThatThrownBy(() -> Site.make(directory, directory.resolve("site")))
                .isInstanceOf(BrokenLinkException.class)
                .hasMessageContaining("docs/README.md#gone");
    }

    private static List<Path> filesBelow(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
