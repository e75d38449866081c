package io.reelbudget.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What editors complete, held against what the page about Spring Boot says. */
@DisplayName("The metadata of properties")
class MetadataTest {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `((?:reelbudget|management\\.health)\\.[a-z-.\\[\\]]+)`(?:, `(\\.[a-z]+)`)?");

    @Test
    void describes_every_property() throws IOException {
        for (JsonNode property : metadata().get("properties")) {
            assertThat(property.path("description").asString(""))
                    .as(property.get("name").asString())
                    .isNotBlank();
        }
    }

    @Test
    void has_the_properties_that_are_documented() throws IOException {
        TreeSet<String> documented = new TreeSet<>();
        Matcher rows = ROW.matcher(Files.readString(Path.of("../docs/spring-boot.md")));
        while (rows.find()) {
            String name = rows.group(1);
            documented.add(name.contains("[]") ? "reelbudget.accounts" : name);
            if (rows.group(2) != null) {
                documented.add(name.substring(0, name.lastIndexOf('.')) + rows.group(2));
            }
        }
        TreeSet<String> known = new TreeSet<>();
        for (JsonNode property : metadata().get("properties")) {
            known.add(property.get("name").asString());
        }
        known.removeIf(name -> name.startsWith("management.endpoint.")); // Boot's own, of every endpoint

        assertThat(known).hasSizeGreaterThan(8).isEqualTo(documented);
    }

    private static JsonNode metadata() throws IOException {
        try (InputStream stream = Objects.requireNonNull(ReelbudgetProperties.class
                .getClassLoader()
                .getResourceAsStream("META-INF/spring-configuration-metadata.json"))) {
            return JsonMapper.shared().readTree(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
