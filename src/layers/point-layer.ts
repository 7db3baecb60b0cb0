/**
 * Points in the plane as a deck.gl layer: typed arrays in, pixels out. Page; knows nothing of cells or files.
 *
 * One vertex a point (instanced quads cost 14 times as much without a GPU), one float of value a point, and a palette texture:
 * palette, hidden categories, domain, size and opacity change without touching the points. The projection is two numbers for a
 * flat view, so the shader does only that, instead of deck's general one.
 */
import { Layer, type LayerProps, type UpdateParameters } from '@deck.gl/core';
import { Buffer, type Texture } from '@luma.gl/core';
import { Model } from '@luma.gl/engine';

/** Diameter in CSS pixels beyond which a point does not grow. */
const LARGEST = 28;

/** Entries in a row of the palette texture. */
const PALETTE_WIDTH = 256;

export interface PointLayerProps extends LayerProps {
  /** x0, y0, x1, y1… The same array means: not uploaded again. */
  xy: Float32Array;
  /** One value a point, `MISSING` where there is none. */
  pointValues: Float32Array;
  /** Points in the order of drawing; those that are not in it are not drawn. */
  order: Uint32Array;
  /** RGBA in rows of 256; alpha 0 hides. */
  palette: Uint8Array;
  /** Palette entry of a value: `(value − offset) · scale`, clamped to 0 … `last`. */
  offset: number;
  scale: number;
  last: number;
  /** RGBA 0 … 1 of points without a value; alpha 0 hides them. */
  missingColor: readonly [number, number, number, number];
  /** Length of a unit along y for one along x. */
  stretch: number;
  /** In CSS pixels, at `baseScale` pixels a unit; it grows with the root of the zoom. */
  diameter: number;
  baseScale: number;
  pointOpacity: number;
}

// luma.gl 9.4 reads uniform blocks line by line: one field a line.
const UNIFORM_BLOCK = `layout(std140) uniform pointUniforms {
  vec4 missingColor;
  vec2 center;
  vec2 unit;
  float offset;
  float scale;
  float last;
  float diameter;
  float opacity;
} point;
`;

const pointUniforms = {
  name: 'point',
  vs: UNIFORM_BLOCK,
  fs: UNIFORM_BLOCK,
  uniformTypes: {
    missingColor: 'vec4<f32>',
    center: 'vec2<f32>',
    unit: 'vec2<f32>',
    offset: 'f32',
    scale: 'f32',
    last: 'f32',
    diameter: 'f32',
    opacity: 'f32',
  },
} as const;

const VERTEX_SHADER = `#version 300 es
#define SHADER_NAME point-layer-vertex
in vec2 positions;
in float values;
uniform sampler2D palette;
flat out vec4 vColor;
void main(void) {
  gl_Position = vec4((positions - point.center) * point.unit, 0.0, 1.0);
  gl_PointSize = point.diameter;
  if (values < -1e37) {
    vColor = point.missingColor;
  } else {
    int entry = int(clamp((values - point.offset) * point.scale + 0.5, 0.0, point.last));
    vColor = texelFetch(palette, ivec2(entry & 255, entry >> 8), 0);
  }
  vColor.a *= point.opacity;
  if (vColor.a == 0.0) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}`;

const FRAGMENT_SHADER = `#version 300 es
#define SHADER_NAME point-layer-fragment
precision highp float;
flat in vec4 vColor;
out vec4 fragColor;
void main(void) {
  float distance = length(gl_PointCoord - 0.5) * point.diameter;
  float edge = clamp(point.diameter * 0.5 - distance + 0.5, 0.0, 1.0);
  if (edge == 0.0) discard;
  fragColor = vec4(vColor.rgb, vColor.a * edge);
}`;

/** What deck's OrthographicViewport has beyond its declared type. */
interface FlatViewport {
  readonly width: number;
  readonly height: number;
  /** Pixels a unit. */
  readonly scale: number;
  readonly target: readonly [number, number];
  readonly flipY: boolean;
}

interface PointLayerState {
  [key: string]: unknown;
  model?: Model;
  palette?: Texture;
  order?: Buffer;
}

export class PointLayer extends Layer<PointLayerProps> {
  static override layerName = 'PointLayer';
  declare state: PointLayerState;

  override getShaders(): object {
    return super.getShaders({ vs: VERTEX_SHADER, fs: FRAGMENT_SHADER, modules: [pointUniforms] });
  }

  override initializeState(): void {
    this.getAttributeManager()?.add({
      positions: { size: 2, type: 'float32', accessor: 'getPosition' },
      values: { size: 1, type: 'float32', accessor: 'getValue' },
    });
  }

  override getNumInstances(): number {
    return this.props.pointValues.length;
  }

  override updateState(parameters: UpdateParameters<this>): void {
    super.updateState(parameters);
    const { props, oldProps } = parameters;
    if (!this.state.model) this.setState({ model: this.#createModel() });
    if (props.palette !== oldProps.palette || !this.state.palette) this.#setPalette(props.palette);
    if (props.order !== oldProps.order || !this.state.order) this.#setOrder(props.order);
  }

  override finalizeState(context: this['context']): void {
    super.finalizeState(context);
    this.state.model?.destroy();
    this.state.palette?.destroy();
    this.state.order?.destroy();
  }

  override draw(): void {
    const { model, palette } = this.state;
    const { order, missingColor, offset, scale, last, stretch, diameter, baseScale, pointOpacity } = this.props;
    if (!model || !palette || order.length === 0) return;
    const { width, height, scale: pixels, target, flipY } = this.context.viewport as unknown as FlatViewport;
    model.shaderInputs.setProps({
      point: {
        missingColor,
        center: [target[0], target[1] / stretch],
        // Units of the data to clip space, which is two wide.
        unit: [(2 * pixels) / width, ((flipY ? -2 : 2) * pixels * stretch) / height],
        offset,
        scale,
        last,
        diameter:
          Math.min(LARGEST, Math.max(1, diameter * Math.sqrt(pixels / baseScale))) *
          this.context.device.getDefaultCanvasContext().cssToDeviceRatio(),
        opacity: pointOpacity,
      },
    });
    model.setBindings({ palette });
    model.draw(this.context.renderPass);
  }

  #createModel(): Model {
    return new Model(this.context.device, {
      ...this.getShaders(),
      id: this.props.id,
      topology: 'point-list',
      isInstanced: false,
      bufferLayout: this.getAttributeManager()?.getBufferLayouts({ isInstanced: false }) ?? [],
    });
  }

  #setPalette(bytes: Uint8Array): void {
    const height = bytes.length / (PALETTE_WIDTH * 4);
    if (this.state.palette?.height !== height) {
      this.state.palette?.destroy();
      this.setState({
        palette: this.context.device.createTexture({
          width: PALETTE_WIDTH,
          height,
          format: 'rgba8unorm',
          sampler: { minFilter: 'nearest', magFilter: 'nearest' },
        }),
      });
    }
    this.state.palette?.writeData(bytes, { width: PALETTE_WIDTH, height });
    this.setNeedsRedraw();
  }

  #setOrder(order: Uint32Array): void {
    const { model } = this.state;
    this.state.order?.destroy();
    const buffer = this.context.device.createBuffer({ data: order, usage: Buffer.INDEX | Buffer.COPY_DST, indexType: 'uint32' });
    this.setState({ order: buffer });
    model?.setIndexBuffer(buffer);
    model?.setVertexCount(order.length);
    this.setNeedsRedraw();
  }
}
