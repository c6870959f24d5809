# The bot, without development parts and without a PostgreSQL of its own: DATABASE_URL is required.
# One image for every process: ROLE says what a container does. `npm run migrate` is `node --import ./src/require-node.js src/cli/migrate.ts`.

FROM node:24.21.0-trixie-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# Optional packages are the embedded PostgreSQL and faster variants of what is there anyway; none of the rest needs an install script.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:24.21.0-trixie-slim
ENV NODE_ENV=production
ENV APGMS_IMAGE=1
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json apgms.yaml manifest.yml ./
COPY src ./src
COPY commands ./commands
COPY views ./views

# Everything above belongs to root: the bot can change nothing of itself, and writes no file.
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "./src/require-node.js", "src/main.ts"]
