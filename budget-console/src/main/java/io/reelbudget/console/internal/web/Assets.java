package io.reelbudget.console.internal.web;

import io.reelbudget.console.Request;
import io.reelbudget.console.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The page's files: a fixed list, each compressed once. No path that is sent is ever joined to another. Thread-safe.
 */
public final class Assets {

    private static final String FOLDER = "/io/reelbudget/console/page/";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "txt", "text/plain; charset=utf-8");

    private static final String[] NAMES = {
        "index.html",
        "console.css",
        "main.js",
        "api.js",
        "dom.js",
        "accounts.js",
        "account.js",
        "charts.js",
        "edits.js",
        "estimate.js",
        "models.js",
        "vendor/uPlot.iife.min.js",
        "vendor/uPlot.min.css",
        "vendor/pico.classless.min.css",
        "vendor/NOTICES.txt"
    };

    /** Comments of this page's scripts have lines to themselves. */
    private static final Pattern COMMENT = Pattern.compile("//|/\\*|\\* |\\*/|$");

    private final Map<String, Asset> byPath = new LinkedHashMap<>();

    /** A file; its arrays are never changed. */
    private static final class Asset {
        private final String type;
        private final byte[] plain;
        private final byte[] zipped;
        private final String tag;

        Asset(String type, byte[] plain) {
            this.type = type;
            this.plain = plain;
            this.zipped = zipped(plain);
            this.tag = "\"" + Digest.shortOf(plain) + "\"";
        }
    }

    public Assets() {
        for (String name : NAMES) {
            byte[] plain = isOwnScript(name) ? bare(read(name)) : read(name);
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            byPath.put(name.equals("index.html") ? "/" : "/" + name, new Asset(String.valueOf(type), plain));
        }
    }

    private static boolean isOwnScript(String name) {
        return name.endsWith(".js") && !name.startsWith("vendor/");
    }

    /** Leaves out indentation and lines of comments: a twentieth of what the page weighs. */
    private static byte[] bare(byte[] script) {
        return new String(script, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !COMMENT.matcher(line).lookingAt())
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "This build of budget-console has no page/" + name + " but must have it; build it by Maven.");
            }
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException("The bundled " + name + " cannot be read; use an undamaged jar.", failed);
        }
    }

    static byte[] zipped(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            zip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Memory cannot be written to.", impossible);
        }
        return out.toByteArray();
    }

    /** Returns the answer to a request for one of the files, if it is for one. */
    public Optional<Response> find(Request request) {
        Asset asset = byPath.get(request.path());
        boolean isRead = request.method().equals("GET") || request.method().equals("HEAD");
        if (asset == null || !isRead) {
            return Optional.empty();
        }
        if (request.header("If-None-Match").filter(asset.tag::equals).isPresent()) {
            return Optional.of(Response.empty(304).with("ETag", asset.tag).with("Cache-Control", "no-cache"));
        }
        boolean zips = takesZipped(request);
        Response whole = Response.of(200, asset.type, zips ? asset.zipped : asset.plain)
                .with("ETag", asset.tag)
                .with("Vary", "Accept-Encoding")
                .with("Cache-Control", "no-cache");
        return Optional.of(zips ? whole.with("Content-Encoding", "gzip") : whole);
    }

    /** Returns whether the sender of a request reads gzip. */
    public static boolean takesZipped(Request request) {
        return request.header("Accept-Encoding").orElse("").contains("gzip");
    }
}
