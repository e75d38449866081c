package io.reelbudget.docs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The documentation as static pages: the README, whatever it and its pages link to, and the sources that they name. A
 * link that leads nowhere is an error. This class is not thread-safe.
 */
public final class Site {

    private static final Path HOME = Path.of("README.md");
    private static final Path CONTENTS = Path.of("docs", "README.md");
    private static final Path STYLE = Path.of("style.css");

    private final Path root;
    private final Path target;
    private final Map<Path, Page> pages = new HashMap<>();
    private final Set<Path> others = new HashSet<>();
    private final Deque<Link> links = new ArrayDeque<>();

    private Site(Path root, Path target) {
        this.root = root;
        this.target = target;
    }

    /**
     * Makes the pages.
     *
     * @param arguments the repository's root, and the directory for the pages, which is made
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("There were " + arguments.length
                    + " arguments but there must be two; name the repository and the directory for the pages.");
        }
        Path target = Path.of(arguments[1]);
        int made = make(Path.of(arguments[0]), target);
        System.out.println(made + " pages are in " + target + "; begin at " + target.resolve("index.html") + ".");
    }

    /** Makes the pages of a repository in a directory; returns how many there are. */
    static int make(Path root, Path target) throws IOException {
        Site site = new Site(root, target);
        site.collect();
        site.requireAnchors();
        Page contents = Objects.requireNonNull(site.pages.get(CONTENTS), "docs/README.md is linked from README.md");
        for (Page page : site.pages.values()) {
            site.write(page, contents);
        }
        for (Path other : site.others) {
            site.show(other, contents);
        }
        site.write(STYLE, resource("style.css"));
        return site.pages.size() + site.others.size();
    }

    private void collect() throws IOException {
        links.add(new Link(HOME, ""));
        links.add(new Link(CONTENTS, ""));
        while (!links.isEmpty()) {
            Path file = links.remove().target();
            if (Files.isDirectory(root.resolve(file))) {
                collectBelow(file);
            } else if (!file.toString().endsWith(".md")) {
                others.add(file);
            } else if (!pages.containsKey(file)) {
                Page page = Page.read(root, file);
                pages.put(file, page);
                links.addAll(page.links());
            }
        }
    }

    private void collectBelow(Path directory) throws IOException {
        if (!others.add(directory)) {
            return;
        }
        for (Path file : filesBelow(directory)) {
            links.add(new Link(file, ""));
        }
    }

    private List<Path> filesBelow(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve(directory))) {
            return files.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .filter(file -> !file.toString().contains("target"))
                    .sorted()
                    .toList();
        }
    }

    private void requireAnchors() {
        for (Page page : pages.values()) {
            for (Link link : page.links()) {
                Page other = pages.get(link.target());
                boolean isThere = link.fragment().isEmpty()
                        || (other != null && other.anchors().contains(link.fragment()));
                if (!isThere) {
                    throw new BrokenLinkException(
                            page.file(), link.target() + "#" + link.fragment(), "to a heading that is there");
                }
            }
        }
    }

    private void write(Page page, Page contents) throws IOException {
        Path file = new Link(page.file(), "").page(root);
        write(file, html(file, page.title(), page.body(), contents));
    }

    /** Shows a source as it is, a directory as a list of what is in it; copies a picture. */
    private void show(Path file, Page contents) throws IOException {
        Path page = new Link(file, "").page(root);
        if (file.toString().endsWith(".png")) {
            Path picture = target.resolve(page);
            Files.createDirectories(Objects.requireNonNull(picture.getParent()));
            Files.copy(root.resolve(file), picture, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        StringBuilder body = new StringBuilder("<h1>" + escaped(file.toString()) + "</h1>\n");
        if (Files.isDirectory(root.resolve(file))) {
            body.append("<ul>\n");
            for (Path each : filesBelow(file)) {
                String name = escaped(file.relativize(each).toString());
                body.append("<li><a href=\"")
                        .append(Page.relative(page, new Link(each, "").page(root)))
                        .append("\">")
                        .append(name)
                        .append("</a></li>\n");
            }
            body.append("</ul>\n");
        } else {
            body.append("<pre><code>")
                    .append(escaped(Files.readString(root.resolve(file))))
                    .append("</code></pre>\n");
        }
        write(page, html(page, file.toString(), body.toString(), contents));
    }

    private String html(Path file, String title, String body, Page contents) throws IOException {
        // Links of the contents are relative to docs/: read there, and seen from here.
        String toDocs = Page.relative(file, Path.of("docs"));
        String navigation = contents.body()
                .replaceAll("<h1[^>]*>.*?</h1>", "")
                .replaceAll(" id=\"[^\"]*\"", "")
                .replaceAll("href=\"(?![a-z]+:)", "href=\"" + (toDocs.isEmpty() ? "" : toDocs + "/"));
        return resource("page.html")
                .replace("@title@", escaped(title))
                .replace("@style@", Page.relative(file, STYLE))
                .replace("@home@", Page.relative(file, Path.of("index.html")))
                .replace("@navigation@", navigation)
                .replace("@body@", body);
    }

    private void write(Path file, String text) throws IOException {
        Path page = target.resolve(file);
        Files.createDirectories(Objects.requireNonNull(page.getParent()));
        Files.writeString(page, text);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Site.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
