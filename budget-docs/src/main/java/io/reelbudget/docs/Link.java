package io.reelbudget.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a link of a page leads within the repository.
 *
 * @param target the file or directory, relative to the repository's root
 * @param fragment the place in it, without the number sign; empty where none is named
 */
record Link(Path target, String fragment) {

    /** Returns where a link leads, or nothing where that is outside of the repository. */
    static Optional<Link> of(Path root, Path page, String destination) {
        if (destination.matches("[a-z]+:.*")) {
            return Optional.empty();
        }
        int sign = destination.indexOf('#');
        String file = sign < 0 ? destination : destination.substring(0, sign);
        String fragment = sign < 0 ? "" : destination.substring(sign + 1);
        Path parent = page.getParent();
        Path target = file.isEmpty()
                ? page
                : (parent == null ? Path.of("") : parent).resolve(file).normalize();
        if (target.isAbsolute() || target.startsWith("..")) {
            throw new BrokenLinkException(page, destination, "within the repository");
        }
        if (!Files.exists(root.resolve(target))) {
            throw new BrokenLinkException(page, destination, "to a file that is there");
        }
        return Optional.of(new Link(target, fragment));
    }

    /** Returns the page that stands for the target in the site, relative to the site's root. */
    Path page(Path root) {
        String name = target.toString();
        if (name.equals("README.md")) {
            return Path.of("index.html");
        } else if (name.endsWith(".md")) {
            return Path.of(name.substring(0, name.length() - 3) + ".html");
        } else if (name.endsWith(".png")) {
            return target;
        }
        return Files.isDirectory(root.resolve(target)) ? target.resolve("index.html") : Path.of(name + ".html");
    }
}
