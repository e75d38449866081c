package io.reelbudget.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A page of Markdown.
 *
 * @param file relative to the repository's root
 * @param title its first heading
 * @param body what it says, as HTML, with links to other pages of the site
 * @param links where it leads within the repository
 */
record Page(Path file, String title, String body, List<Link> links) {

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).build();

    /** Reads a page; its links become those of the site. */
    static Page read(Path root, Path file) throws IOException {
        Node document = PARSER.parse(Files.readString(root.resolve(file)));
        List<Link> links = new ArrayList<>();
        String[] title = {file.toString()};
        Path here = new Link(file, "").page(root);
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                if (heading.getLevel() == 1 && heading.getFirstChild() instanceof Text text) {
                    title[0] = text.getLiteral();
                }
                visitChildren(heading);
            }

            @Override
            public void visit(org.commonmark.node.Link link) {
                Link.of(root, file, link.getDestination()).ifPresent(found -> {
                    links.add(found);
                    link.setDestination(relative(here, found.page(root)) + fragment(found));
                });
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                Link.of(root, file, image.getDestination()).ifPresent(found -> {
                    links.add(found);
                    image.setDestination(relative(here, found.page(root)));
                });
            }
        });
        return new Page(file, title[0], RENDERER.render(document), List.copyOf(links));
    }

    private static String fragment(Link link) {
        return link.fragment().isEmpty() ? "" : "#" + link.fragment();
    }

    /** Returns how one page of the site is reached from another. */
    static String relative(Path from, Path to) {
        Path parent = from.getParent();
        Path path = parent == null ? to : parent.relativize(to);
        return path.toString().replace('\\', '/');
    }

    /** Returns the names of the places that links may lead to. */
    Set<String> anchors() {
        Set<String> anchors = new TreeSet<>();
        int at = body.indexOf(" id=\"");
        while (at >= 0) {
            int begin = at + 5;
            int end = body.indexOf('"', begin);
            anchors.add(body.substring(begin, end));
            at = body.indexOf(" id=\"", end);
        }
        return anchors;
    }
}
