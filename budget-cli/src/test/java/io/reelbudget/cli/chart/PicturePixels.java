package io.reelbudget.cli.chart;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/** Counts pixels of exactly one colour, to say what a picture shows and where. */
record PicturePixels(BufferedImage image) {

    int count(Color colour) {
        return count(colour, new Rectangle(image.getWidth(), image.getHeight()));
    }

    int count(Color colour, Rectangle part) {
        int count = 0;
        for (int y = part.y; y < part.y + part.height; y++) {
            for (int x = part.x; x < part.x + part.width; x++) {
                count += image.getRGB(x, y) == colour.getRGB() ? 1 : 0;
            }
        }
        return count;
    }

    /** Returns the smallest rectangle that has all pixels of a colour within a part; empty where there is none. */
    Rectangle extent(Color colour, Rectangle part) {
        Rectangle extent = new Rectangle(-1, -1);
        for (int y = part.y; y < part.y + part.height; y++) {
            for (int x = part.x; x < part.x + part.width; x++) {
                if (image.getRGB(x, y) == colour.getRGB()) {
                    extent.add(new Rectangle(x, y, 1, 1));
                }
            }
        }
        return extent;
    }
}
