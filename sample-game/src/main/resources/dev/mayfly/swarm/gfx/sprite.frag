#version 330 core

in vec2 texel;
flat in vec3 colour;
flat in vec2 strength;

// Half a mipmap level towards the sharp side: small text stays legible.
const float SHARPER = -0.5;

uniform sampler2D sheet; // brightness times opacity, opacity

out vec4 light;

void main() {
    vec2 sampled = texture(sheet, texel, SHARPER).rg;
    // Up to half brightness, 128 of 255, the colour comes up from black; above it turns to white.
    float bright = sampled.r * (255.0 / 128.0);
    float tinted = min(bright, sampled.g);
    float white = max(bright - sampled.g, 0.0) * (128.0 / 127.0);
    vec3 shine = colour * tinted + (1.0 - colour) * white;
    light = vec4(shine * strength.x, sampled.g * strength.y);
}
