# Two commands do everything on a fresh machine with Swift 6: `make demo` and `make test`.
.PHONY: demo stop test build format lint docs clean

demo: build
	@scripts/demo-server stop
	.build/release/anju demo --out out
	@scripts/demo-server start

stop:
	@scripts/demo-server stop

build:
	scripts/install
	swift build -c release --product anju

test:
	scripts/install test
	swift format lint --strict --recursive Sources Tests Package.swift
	swift build --build-tests
	swift test --skip-build
	scripts/browser-tests

format:
	swift format --in-place --recursive Sources Tests Package.swift

clean:
	rm -rf .build out
